namespace RagCluster.Grounding.Evidence;

/// <summary>Says which scripts a text is written in.</summary>
internal static class ScriptReader
{
    /// <summary>All scripts of a text's letters.</summary>
    internal static Scripts Of(string text)
    {
        Scripts scripts = Scripts.None;
        foreach (char c in text)
            scripts |= Of(c);
        return scripts;
    }

    private static Scripts Of(char c) =>
        c switch
        {
            >= 'A' and <= 'Z' or >= 'a' and <= 'z' or >= '\u00c0' and <= '\u024f' => Scripts.Latin,
            >= '\u0400' and <= '\u052f' => Scripts.Cyrillic,
            >= '\u0621' and <= '\u064a' => Scripts.Arabic,
            >= '\u3400' and <= '\u9fff' => Scripts.Han,
            >= '\u3040' and <= '\u30ff' => Scripts.Kana,
            _ => Scripts.None,
        };
}
