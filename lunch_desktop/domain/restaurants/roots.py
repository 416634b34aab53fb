"""What changes of reviews and favourites lock: the restaurant, under which they are found, and the one who acts."""

from collections.abc import Iterable

from lunch_desktop.domain.ids import EmployeeId
from lunch_desktop.domain.mutations import Root
from lunch_desktop.domain.people import EMPLOYEES
from lunch_desktop.domain.restaurants.entities import RESTAURANTS
from lunch_desktop.domain.restaurants.standing import OfRestaurant


def restaurant_and_actor(actor: EmployeeId, args: OfRestaurant) -> Iterable[Root]:
    """Both, as whoever merges two restaurants moves what lies under either."""
    return ((RESTAURANTS.name, args.restaurant_id), (EMPLOYEES.name, actor))
