/** The constants that the desk and the server of the office on one machine share to notify a device. */

/** The path at which the desk registers a device for notifications. GitHub has no such path. */
export const DEVICES_PATH = '/meja/perangkat';

/** The script that shows a device's notifications. */
export const DEVICE_SCRIPT = '/meja/perangkat.js';
