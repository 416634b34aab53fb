// What a proxy auto-configuration script may call. It has nothing else: no files, no network, no timers.
//
// A name's address is not looked up from here. One that is not known yet is put on a list, and the script is run again
// when the host has looked it up; so no script waits inside the engine.

var lunchKnown = {};
var lunchWanted = [];
var lunchAddress = "127.0.0.1";

function dnsResolve(host) {
    var name = String(host);
    if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) {
        return name;
    }
    if (Object.prototype.hasOwnProperty.call(lunchKnown, name)) {
        return lunchKnown[name];
    }
    if (lunchWanted.indexOf(name) < 0) {
        lunchWanted.push(name);
    }
    return null;
}

function myIpAddress() {
    return lunchAddress;
}

function isResolvable(host) {
    return dnsResolve(host) !== null;
}

function isPlainHostName(host) {
    return String(host).indexOf(".") < 0;
}

function dnsDomainIs(host, domain) {
    return String(host).toLowerCase().endsWith(String(domain).toLowerCase());
}

function localHostOrDomainIs(host, full) {
    return host === full || (isPlainHostName(host) && String(full).startsWith(host + "."));
}

function dnsDomainLevels(host) {
    return String(host).split(".").length - 1;
}

function convert_addr(address) {
    var parts = String(address).split(".");
    return parts.reduce(function (sum, part) { return sum * 256 + (Number(part) & 255); }, 0) >>> 0;
}

function isInNet(host, pattern, mask) {
    var address = dnsResolve(host);
    if (address === null) {
        return false;
    }
    var bits = convert_addr(mask);
    return (convert_addr(address) & bits) === (convert_addr(pattern) & bits);
}

function shExpMatch(text, pattern) {
    var escaped = String(pattern).replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*").replace(/\?/g, ".");
    return new RegExp("^" + escaped + "$").test(String(text));
}

function alert() {
}

var lunchDays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
var lunchMonths = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

// The arguments without a "GMT" at their end, and the time that they are compared with.
function lunchTimes(given) {
    var values = Array.prototype.slice.call(given);
    var isUniversal = values[values.length - 1] === "GMT";
    if (isUniversal) {
        values.pop();
    }
    var now = new Date();
    return {
        values: values,
        year: isUniversal ? now.getUTCFullYear() : now.getFullYear(),
        month: isUniversal ? now.getUTCMonth() : now.getMonth(),
        date: isUniversal ? now.getUTCDate() : now.getDate(),
        day: isUniversal ? now.getUTCDay() : now.getDay(),
        second: isUniversal
            ? now.getUTCHours() * 3600 + now.getUTCMinutes() * 60 + now.getUTCSeconds()
            : now.getHours() * 3600 + now.getMinutes() * 60 + now.getSeconds()
    };
}

// Whether a value lies from one to the other, both included; a range may go round the end.
function lunchWithin(value, from, to) {
    return from <= to ? from <= value && value <= to : value >= from || value <= to;
}

function weekdayRange() {
    var at = lunchTimes(arguments);
    var from = lunchDays.indexOf(at.values[0]);
    var to = at.values.length > 1 ? lunchDays.indexOf(at.values[1]) : from;
    return lunchWithin(at.day, from, to);
}

// Each end of a range is any of day, month and year; both have the same ones.
function dateRange() {
    var at = lunchTimes(arguments);
    var half = at.values.length > 1 ? at.values.length / 2 : 1;
    if (half !== Math.floor(half)) {
        return false;
    }
    function place(values) {
        var sum = 0;
        values.forEach(function (value) {
            if (lunchMonths.indexOf(value) >= 0) {
                sum += lunchMonths.indexOf(value) * 32;
            } else if (Number(value) > 31) {
                sum += Number(value) * 512;
            } else {
                sum += Number(value);
            }
        });
        return sum;
    }
    var first = at.values.slice(0, half);
    var now = place(first.map(function (value) {
        return lunchMonths.indexOf(value) >= 0 ? lunchMonths[at.month] : Number(value) > 31 ? at.year : at.date;
    }));
    return lunchWithin(now, place(first), place(at.values.slice(-half)));
}

// (hour), (hour, hour), (hour, minute, hour, minute) or with seconds; an end that is an hour alone lasts through it.
function timeRange() {
    var at = lunchTimes(arguments);
    var values = at.values.map(Number);
    if (values.length === 1) {
        return Math.floor(at.second / 3600) === values[0];
    }
    if (values.length === 2) {
        return lunchWithin(at.second, values[0] * 3600, values[1] * 3600);
    }
    var half = values.length / 2;
    function seconds(part) {
        return part[0] * 3600 + part[1] * 60 + (part[2] || 0);
    }
    return lunchWithin(at.second, seconds(values.slice(0, half)), seconds(values.slice(half)));
}
