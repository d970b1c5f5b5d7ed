using System.Collections.Frozen;

namespace RagCluster.Grounding.Verifying;

/// <summary>Units of measure that a number must keep, each under one name.</summary>
internal static class Units
{
    private static readonly FrozenDictionary<string, string> Names = (
        "second:s seconds:s sec:s secs:s minute:min minutes:min min:min mins:min hour:h hours:h hr:h hrs:h day:d days:d week:wk "
        + "weeks:wk month:mo months:mo "
        + "year:yr years:yr yr:yr yrs:yr decade:dec decades:dec century:cent centuries:cent millisecond:ms milliseconds:ms ms:ms "
        + "mm:mm millimeter:mm millimeters:mm millimetres:mm cm:cm centimeter:cm centimeters:cm centimetres:cm meter:m meters:m "
        + "metre:m metres:m "
        + "km:km kilometer:km kilometers:km kilometre:km kilometres:km mile:mi miles:mi mi:mi foot:ft feet:ft ft:ft inch:in "
        + "inches:in yard:yd yards:yd "
        + "g:g gram:g grams:g kg:kg kilogram:kg kilograms:kg kilo:kg kilos:kg ton:t tons:t tonne:t tonnes:t pound:lb pounds:lb "
        + "lb:lb lbs:lb ounce:oz ounces:oz "
        + "l:l litre:l litres:l liter:l liters:l ml:ml millilitre:ml gallon:gal gallons:gal milligram:mg milligrams:mg mg:mg "
        + "milliliters:ml millilitres:ml milliliter:ml acre:ac acres:ac hectare:ha hectares:ha byte:B bytes:B kb:kB kilobytes:kB "
        + "mb:MB megabyte:MB megabytes:MB mib:MiB "
        + "gb:GB gigabyte:GB gigabytes:GB gib:GiB tb:TB terabyte:TB terabytes:TB bit:bit bits:bit hz:Hz mhz:MHz ghz:GHz watt:W "
        + "watts:W w:W kw:kW kilowatt:kW kilowatts:kW mw:MW megawatt:MW megawatts:MW gigawatt:GW gigawatts:GW milliwatt:mW "
        + "milliwatts:mW volt:V volts:V v:V kilovolt:kV kilovolts:kV amp:A amps:A ampere:A amperes:A kilobyte:kB kilobits:kbit "
        + "megabits:Mbit gigabits:Gbit microsecond:us microseconds:us nanosecond:ns nanoseconds:ns "
        + "percent:% per-cent:% percentage:% dollar:$ dollars:$ usd:$ euro:€ euros:€ eur:€ gbp:£ yen:¥ degree:° degrees:° "
        + "celsius:° fahrenheit:°F mph:mph kmh:kmh "
        + "s:s h:h m:m t:t ha:ha us:us µs:us μs:us ns:ns nm:nm µm:um μm:um um:um µg:ug μg:ug ug:ug mcg:ug microgram:ug micrograms:ug "
        + "nanometre:nm nanometres:nm nanometer:nm nanometers:nm micrometre:um micrometres:um micrometer:um micrometers:um "
        + "kv:kV kvolt:kV khz:kHz kilohertz:kHz hertz:Hz megahertz:MHz gigahertz:GHz kbit:kbit mbit:Mbit gbit:Gbit "
        + "kwh:kWh mwh:MWh gwh:GWh bar:bar psi:psi hl:hl hectolitre:hl hectolitres:hl dl:dl cl:cl centilitre:cl centilitres:cl "
        + "kib:KiB tib:TiB rpm:rpm hp:hp kcal:kcal kj:kJ"
    )
        .Split(' ')
        .Select(p => p.Split(':'))
        .ToFrozenDictionary(p => p[0], p => p[1]);

    internal static string? Of(string word) => Names.GetValueOrDefault(word);

    internal static string? OfSymbol(char symbol) =>
        symbol switch
        {
            '%' or '٪' or '％' => "%",
            '$' => "$",
            '€' => "€",
            '£' => "£",
            '¥' => "¥",
            '°' => "°",
            _ => null,
        };
}
