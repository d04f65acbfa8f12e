/** What desk and office both use to notify a device. */

/** Where the desk registers a device for notifications; it is no part of the forge, since GitHub has nothing of the kind. */
export const DEVICES_PATH = '/meja/perangkat';

/** The script that shows a device's notifications. */
export const DEVICE_SCRIPT = '/meja/perangkat.js';

/** The one kind of script address that the desk's policy lets it make: that of {@link DEVICE_SCRIPT}. */
export const DEVICE_POLICY = 'perangkat';
