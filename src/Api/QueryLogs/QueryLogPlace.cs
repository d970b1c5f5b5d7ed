using System.Globalization;
using System.Text.RegularExpressions;

namespace RagCluster.Api.QueryLogs;

/// <summary>A place in a tenant's query log: <c>2026-11:1234</c>.</summary>
/// <param name="Month">The month.</param>
/// <param name="Sequence">The number of an entry within it.</param>
internal readonly partial record struct QueryLogPlace(string Month, long Sequence)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Month}:{Sequence}");

    /// <summary>Reads a place; null for what is none.</summary>
    internal static QueryLogPlace? Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return
            colon > 0
            && IsMonth(text[..colon])
            && long.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out long sequence)
            ? new QueryLogPlace(text[..colon], sequence)
            : null;
    }

    /// <summary>Whether a text names a month, for example <c>2026-11</c>.</summary>
    internal static bool IsMonth(string text) => MonthName().IsMatch(text);

    [GeneratedRegex("^[0-9]{4}-(0[1-9]|1[0-2])\\z")]
    private static partial Regex MonthName();
}
