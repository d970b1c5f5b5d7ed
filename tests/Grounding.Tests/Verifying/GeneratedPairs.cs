using System.Globalization;
using System.Text.RegularExpressions;
using RagCluster.Grounding.Evidence;
using RagCluster.Text.Chunking;

namespace RagCluster.Grounding.Tests.Verifying;

/// <summary>Makes labelled pairs out of any paragraphs: sentences as they stand or lightly reworded, and the same with one fact changed.</summary>
internal static partial class GeneratedPairs
{
    private const int SentencesOfAParagraph = 2;
    private const int SentenceLengthMin = 40;

    internal static IEnumerable<(string Kind, string Claim, string Source, bool IsSupported)> From(IReadOnlyList<string> paragraphs, int seed)
    {
        var random = new Random(seed);
        string[] names = [.. paragraphs.SelectMany(Names).Distinct()];
        for (int p = 0; p < paragraphs.Count; p++)
        {
            string text = paragraphs[p];
            foreach (string sentence in Sentences(text).Take(SentencesOfAParagraph))
            {
                yield return ("verbatim", sentence, text, true);
                yield return ("without articles", Article().Replace(sentence, ""), text, true);
                if (NumberChanged(sentence) is { } number) yield return ("number", number, text, false);
                if (NameChanged(sentence, text, names, random) is { } name) yield return ("name", name, text, false);
                if (Verb().IsMatch(sentence)) yield return ("negation", Verb().Replace(sentence, "$1 not", 1), text, false);
                string other = Sentences(paragraphs[(p + 1 + random.Next(paragraphs.Count - 1)) % paragraphs.Count]).FirstOrDefault("");
                if (other.Length > 0) yield return ("unrelated", other, text, false);
            }
        }
    }

    private static IEnumerable<string> Sentences(string text) =>
        SentenceSplitter.Split(text, 0, text.Length).Where(s => s.Length >= SentenceLengthMin).Select(s => text[s.Start..s.End]);

    private static IEnumerable<string> Names(string text) => Inner(text).Select(t => text[t.Start..t.End]);

    private static IEnumerable<Token> Inner(string sentence) =>
        Tokens.Read(sentence).Where((t, i) => i > 0 && t.IsCapital && t.IsContent && t.Kind == TokenKind.Word && t.Start > 1 && char.IsLetter(sentence[t.Start - 2]));

    private static string? NumberChanged(string sentence)
    {
        var number = Number().Match(sentence);
        if (!number.Success) return null;
        double value = double.Parse(number.Value, CultureInfo.InvariantCulture);
        return sentence[..number.Index] + (value + 7).ToString(CultureInfo.InvariantCulture) + sentence[(number.Index + number.Length)..];
    }

    private static string? NameChanged(string sentence, string text, string[] names, Random random)
    {
        var own = Inner(sentence).ToList();
        var foreign = names.Where(n => !text.Contains(n, StringComparison.OrdinalIgnoreCase)).ToList();
        if (own.Count == 0 || foreign.Count == 0) return null;
        var name = own[random.Next(own.Count)];
        return sentence[..name.Start] + foreign[random.Next(foreign.Count)] + sentence[name.End..];
    }

    [GeneratedRegex(@"\b(the|a|an) ")]
    private static partial Regex Article();

    [GeneratedRegex(@"(?<![\d.,\w])\d{1,4}(?![\d.,\w½])")]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(is|are|was|were|has|have|had|can|will|would)\b(?! not| no |,)")]
    private static partial Regex Verb();
}
