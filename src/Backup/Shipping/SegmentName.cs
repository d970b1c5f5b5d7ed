using System.Globalization;
using System.Text.RegularExpressions;

namespace RagCluster.Backup.Shipping;

/// <summary>A segment of the shipped log: what changed between two looks at the store, and the state as of the second.</summary>
/// <param name="Chain">The journal that it comes from; segments of one chain leave nothing out.</param>
/// <param name="Tick">The look.</param>
/// <param name="Previous">The look whose segment it follows; 0 for the first. Whatever changed since then is in it.</param>
/// <param name="AsOf">The moment of the look: the state holds nothing that was written later.</param>
public sealed partial record SegmentName(string Chain, long Tick, long Previous, DateTimeOffset AsOf)
{
    /// <summary>What the names of all segments begin with.</summary>
    internal const string Root = "log";

    /// <summary>The object's name.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Root}/{Chain}/{Tick:D12}-{Previous:D12}-{AsOf.UtcTicks:D19}");

    /// <summary>Reads an object's name; null for one that is no segment's.</summary>
    internal static SegmentName? Find(string name)
    {
        Match match = Form().Match(name);
        if (!match.Success)
            return null;
        long ticks = Number(match.Groups[4]);
        return ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new SegmentName(
                match.Groups[1].Value,
                Number(match.Groups[2]),
                Number(match.Groups[3]),
                new DateTimeOffset(ticks, TimeSpan.Zero)
            )
            : null;
    }

    private static long Number(Group group) => long.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\Alog/([0-9a-f]{16})/([0-9]{12})-([0-9]{12})-([0-9]{19})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
