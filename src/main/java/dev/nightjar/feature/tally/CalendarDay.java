package dev.nightjar.feature.tally;

/**
 * Calendar fields of a day given as days since 1970-01-01, proleptic Gregorian, without an object per day. Agrees with
 * {@link java.time.LocalDate} from year −400,000 on (tested around leap days and centuries).
 */
final class CalendarDay {

    private static final int DAYS_TO_0000_03_01 = 719_468;
    private static final int DAYS_IN_400_YEARS = 146_097;

    private CalendarDay() {}

    /** 0 = Monday to 6 = Sunday. */
    static int weekday(int day) {
        return Math.floorMod(day + 3, 7);
    }

    /** 1 = January to 12 = December. */
    static int month(int day) {
        int fromMarch = monthFromMarch(dayOfYearFromMarch(day));
        return fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
    }

    /** 1 to 31. */
    static int dayOfMonth(int day) {
        int dayOfYear = dayOfYearFromMarch(day);
        return dayOfYear - (153 * monthFromMarch(dayOfYear) + 2) / 5 + 1;
    }

    /** Years begin on 1 March, so that a leap day is a year's last. */
    private static int dayOfYearFromMarch(int day) {
        int dayOfEra = Math.floorMod(day + DAYS_TO_0000_03_01, DAYS_IN_400_YEARS);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        return dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    }

    private static int monthFromMarch(int dayOfYear) {
        return (5 * dayOfYear + 2) / 153;
    }
}
