using System.Text.RegularExpressions;

namespace RagCluster.Grounding.Tests.Verifying;

/// <summary>Changes of a sentence that leave what it says as it is. They know nothing of the verifier's word lists.</summary>
internal static partial class Rewordings
{
    private const int PartWordsMin = 5;

    private static readonly (Regex From, string To)[] Words =
    [
        .. new (string From, string To)[]
        {
            ("began", "started"),
            ("approximately", "about"),
            ("around (?=[0-9])", "about "),
            ("because", "since"),
            ("large", "big"),
            ("largest", "biggest"),
            ("many", "numerous"),
            ("several", "a number of"),
            ("located in", "situated in"),
            ("known as", "called"),
            ("such as", "like"),
            ("in order to", "to"),
            ("built", "constructed"),
            ("country", "nation"),
            ("during", "in the course of"),
            ("main", "primary"),
            ("received", "got"),
            ("used", "utilized"),
            ("almost", "nearly"),
            ("often", "frequently"),
            ("important", "significant"),
            ("established", "founded"),
            ("allowed", "permitted"),
            ("shows", "demonstrates"),
            ("helped", "assisted"),
            ("children", "kids"),
            ("required", "needed"),
            ("famous", "well-known"),
            ("finished", "completed"),
            ("also ", ""),
            ("however, ", ""),
            ("therefore, ", ""),
            ("isn't", "is not"),
            ("is not", "isn't"),
            ("was not", "wasn't"),
            ("did not", "didn't"),
            ("cannot", "can not"),
            ("do not", "don't"),
            ("two", "2"),
            ("three", "3"),
            ("four", "4"),
            ("five", "5"),
            ("ten", "10"),
            ("twelve", "12"),
            ("percent", "%"),
            ("the", ""),
        }.Select(pair => (new Regex($@"\b{pair.From}{(pair.From[^1] is ' ' or ')' ? "" : @"\b")}"), pair.To)),
        (Grouped(), ""),
        (PercentSign(), " percent"),
    ];

    /// <summary>The sentence with everyday words, contractions and numbers written otherwise, or null.</summary>
    internal static string? Reworded(string sentence)
    {
        string text = sentence;
        int changed = 0;
        foreach ((Regex? from, string? to) in Words)
        {
            if (to.Length > 0 && text.Contains($" {to} ", StringComparison.Ordinal) || !from.IsMatch(text))
                continue;
            text = from.Replace(text, to);
            if (to.Length > 0)
                changed++;
        }

        return changed > 0 ? Spaces().Replace(text, " ").Replace(" %", "%", StringComparison.Ordinal) : null;
    }

    /// <summary>The sentence with the phrase of time or place at its other end, or null.</summary>
    internal static string? Reordered(string sentence)
    {
        if (Opening().Match(sentence) is { Success: true } opening)
        {
            string rest = opening.Groups["rest"].Value;
            string lead = opening.Groups["lead"].Value;
            return $"{char.ToUpperInvariant(rest[0])}{rest[1..]} {char.ToLowerInvariant(lead[0])}{lead[1..]}.";
        }

        return Closing().Match(sentence) is { Success: true } closing
            ? $"{char.ToUpperInvariant(closing.Groups["tail"].Value[0])}{closing.Groups["tail"].Value[1..]}, "
                + $"{Lowered(closing.Groups["rest"].Value)}."
            : null;
    }

    /// <summary>The first part of a sentence that goes on after it, or null.</summary>
    internal static string? Part(string sentence)
    {
        if (Conditional().IsMatch(sentence))
            return null;
        Match next = Continuation().Match(sentence);
        if (!next.Success)
            return null;
        string head = sentence[..next.Index];
        return
            head.Split(' ').Length >= PartWordsMin
            && Finite().IsMatch(head)
            && !head.Contains('"')
            && head.Count(c => c == '(') == head.Count(c => c == ')')
            ? head + "."
            : null;
    }

    // A name keeps its capital; an article or pronoun loses it.
    private static string Lowered(string text) => Article().IsMatch(text) ? char.ToLowerInvariant(text[0]) + text[1..] : text;

    [GeneratedRegex(@"(?<=\d),(?=\d{3}\b)")]
    private static partial Regex Grouped();

    [GeneratedRegex(@"(?<=\d)%")]
    private static partial Regex PercentSign();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^(?<lead>(In|On|At|By|After|Before|During|Since|From|Under|Through|Until) [^,;:]{3,50}), (?<rest>[^,;:""]{20,})\.$")]
    private static partial Regex Opening();

    [GeneratedRegex(
        @"^(?<rest>[^,;:""]{20,}) (?<tail>(in|on|since|until|by) (January |February |March |April |June |July |August |September |October |November |December )?(\d{1,2}, )?1\d{3}|(in|since) 20\d\d)\.$"
    )]
    private static partial Regex Closing();

    [GeneratedRegex(
        @"^(If|Unless|Although|While|Though|Not|Neither|When|Rather|Instead|Despite|Whether)\b|not only|rather than|either|neither"
    )]
    private static partial Regex Conditional();

    [GeneratedRegex(
        @"(;|,) (and|but|while|which|who|whose|where|although|though|because|with|whereas|so|including|making|causing|leading|resulting)\b"
    )]
    private static partial Regex Continuation();

    [GeneratedRegex(
        @"\b(is|are|was|were|has|have|had|can|could|will|would|may|[a-z]{2,}ed|became|began|led|made|took|gave|won|held|grew)\b"
    )]
    private static partial Regex Finite();

    [GeneratedRegex(@"^(The|A|An|It|They|He|She|This|These|His|Her|Its|Their|Many|Most|Some|Several|All|Both)\b")]
    private static partial Regex Article();
}
