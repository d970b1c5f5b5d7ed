namespace RagCluster.Grounding.Evidence;

/// <summary>Scripts that tell a language.</summary>
[Flags]
internal enum Scripts
{
    /// <summary>No letter, or letters of another script.</summary>
    None = 0,

    /// <summary>Latin letters.</summary>
    Latin = 1,

    /// <summary>Cyrillic letters.</summary>
    Cyrillic = 2,

    /// <summary>Arabic letters.</summary>
    Arabic = 4,

    /// <summary>Chinese characters, which Japanese writes too.</summary>
    Han = 8,

    /// <summary>Hiragana and katakana.</summary>
    Kana = 16,
}
