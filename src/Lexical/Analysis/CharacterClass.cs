namespace RagCluster.Lexical.Analysis;

/// <summary>What a character is to the word segmenter.</summary>
internal enum CharacterClass
{
    /// <summary>Ends a word.</summary>
    Other = 0,

    /// <summary>Belongs to a word: letter, digit or mark.</summary>
    Word = 1,

    /// <summary>Belongs to a script written without spaces; indexed by overlapping pairs.</summary>
    Unspaced = 2,

    /// <summary>Holds an identifier together when it stands between word characters: <c>_ - .</c></summary>
    Joiner = 3,

    /// <summary>Belongs to a word when it stands between letters.</summary>
    Apostrophe = 4,
}
