"""The time of China: the days and terms of the field are counted in it, wherever hecha runs."""

from datetime import timedelta, timezone

CHINA = timezone(timedelta(hours=8))
