using System.Globalization;
using System.Text.RegularExpressions;

namespace RagCluster.Grounding.Generating;

/// <summary>
/// Finds the items of lists in what a model writes. A number is an item's only where it counts on: "12. May" at the begin of a line is a
/// date, and what a sentence says is checked whole.
/// </summary>
internal sealed partial class ItemReader
{
    // Lists stand in items of other lists, and the outer one counts on below.
    private readonly HashSet<int> _numbers = [0];

    /// <summary>The next item; null for none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to look on.</param>
    /// <param name="beginsLine">Whether a line begins there.</param>
    internal Mark? Next(string text, int from, bool beginsLine)
    {
        int at = beginsLine ? from : text.IndexOf('\n', from);
        for (Match item = at < 0 ? Match.Empty : Item().Match(text, at); item.Success; item = item.NextMatch())
        {
            int? number = item.Groups["number"] is { Success: true } digits
                ? int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
                : null;
            if (number is null || _numbers.Contains(number.Value - 1))
                return new Mark(item.Index, item.Index + item.Length, item.Groups["mark"].Value, number);
        }

        return null;
    }

    /// <summary>Counts an item that was read.</summary>
    internal void Count(Mark item)
    {
        if (item.Number is { } number)
            _numbers.Add(number);
    }

    [GeneratedRegex(@"^(?<mark>[ \t]{0,6}([-*+•]|(?<number>\d{1,3})[.)]))[ \t]+", RegexOptions.Multiline)]
    private static partial Regex Item();

    /// <summary>What an item begins with.</summary>
    /// <param name="Start">Where it begins.</param>
    /// <param name="End">Where its text begins.</param>
    /// <param name="Text">The mark with what indents it.</param>
    /// <param name="Number">Its number; null for a bullet.</param>
    internal readonly record struct Mark(int Start, int End, string Text, int? Number);
}
