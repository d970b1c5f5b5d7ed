namespace RagCluster.Grounding.Verifying.Lexicon;

/// <summary>What a word can be.</summary>
internal enum WordKind
{
    /// <summary>A noun.</summary>
    Noun = 0,

    /// <summary>A verb.</summary>
    Verb = 1,

    /// <summary>An adjective.</summary>
    Adjective = 2,

    /// <summary>An adverb.</summary>
    Adverb = 3,
}
