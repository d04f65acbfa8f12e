/** What desk and office call alike where a device is told. */

/** Where the desk asks for a device to be told; it is no part of the forge, since GitHub has nothing of the kind. */
export const DEVICES_PATH = '/meja/perangkat';

/** The script that shows what a device is told. */
export const DEVICE_SCRIPT = '/meja/perangkat.js';

/** The one kind of script address that the desk's policy lets it make: that of {@link DEVICE_SCRIPT}. */
export const DEVICE_POLICY = 'perangkat';
