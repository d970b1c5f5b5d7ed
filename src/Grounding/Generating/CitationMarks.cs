using System.Globalization;
using System.Text.RegularExpressions;

namespace RagCluster.Grounding.Generating;

/// <summary>Reads the passage numbers that a model puts in brackets: [1], [1, 2], [1][2].</summary>
internal static partial class CitationMarks
{
    /// <summary>The sentence without its marks, and the passages named, from 1; a number that no passage has is left out.</summary>
    internal static (string Text, List<int> Passages) Read(string sentence, int passageCount)
    {
        List<int> passages = new();
        foreach (Match mark in Mark().Matches(sentence))
        {
            foreach (Match number in Number().Matches(mark.Value))
            {
                bool isValid =
                    int.TryParse(number.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int passage)
                    && passage >= 1
                    && passage <= passageCount;
                if (isValid && !passages.Contains(passage))
                    passages.Add(passage);
            }
        }

        return (Mark().Replace(sentence, ""), passages);
    }

    /// <summary>The length of the marks that a text begins with, with the white space before and between them.</summary>
    internal static int LeadingLength(ReadOnlySpan<char> text)
    {
        foreach (ValueMatch match in Leading().EnumerateMatches(text))
            return match.Length;
        return 0;
    }

    [GeneratedRegex(@"\s*[\[【]\s*(passages?\s*)?\d{1,3}(\s*[,;]\s*\d{1,3})*\s*[\]】]", RegexOptions.IgnoreCase)]
    private static partial Regex Mark();

    [GeneratedRegex(@"^(\s*[\[【]\s*(passages?\s*)?\d{1,3}(\s*[,;]\s*\d{1,3})*\s*[\]】][.]?)+", RegexOptions.IgnoreCase)]
    private static partial Regex Leading();

    [GeneratedRegex(@"\d{1,3}")]
    private static partial Regex Number();
}
