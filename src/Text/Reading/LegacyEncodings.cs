using System.Text;

namespace RagCluster.Text.Reading;

/// <summary>Guesses a legacy encoding: each candidate decodes the text strictly and is scored by how much of it looks like prose.</summary>
internal static class LegacyEncodings
{
    // Below this share of plausible characters a guess is worse than a refusal.
    private const double PlausibleMin = 0.9;

    private static readonly (int CodePage, Func<string, double> Score)[] Candidates =
    [
        (932, text => ScriptPlausibility.Japanese(text)),
        (51932, text => ScriptPlausibility.Japanese(text)),
        (1252, text => ScriptPlausibility.Western(text)),
        (1251, text => ScriptPlausibility.Cyrillic(text)),
        (20866, text => ScriptPlausibility.Cyrillic(text)),
        (949, text => ScriptPlausibility.Korean(text)),
        (936, text => ScriptPlausibility.SimplifiedChinese(text)),
    ];

    /// <summary>The text in the most plausible encoding; null when none makes sense of it.</summary>
    internal static string? MostPlausible(ReadOnlySpan<byte> content)
    {
        (string? Text, double Score) best = (null, PlausibleMin);
        foreach ((int codePage, Func<string, double>? score) in Candidates)
        {
            if (Decode(content, codePage) is not { } text)
                continue;
            double found = score(text);
            if (found > best.Score)
                best = (text, found);
        }

        return best.Text;
    }

    private static string? Decode(ReadOnlySpan<byte> content, int codePage)
    {
        try
        {
            return TextDecoding.Strict(codePage).GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
