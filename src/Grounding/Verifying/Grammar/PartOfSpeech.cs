namespace RagCluster.Grounding.Verifying.Grammar;

/// <summary>What a word does in its sentence, as far as its neighbours tell.</summary>
internal enum PartOfSpeech
{
    /// <summary>A noun or a name.</summary>
    Noun = 0,

    /// <summary>A verb that says something: finite, participle or gerund.</summary>
    Verb = 1,

    /// <summary>An adjective, or a participle before a noun.</summary>
    Adjective = 2,

    /// <summary>An adverb.</summary>
    Adverb = 3,

    /// <summary>A number.</summary>
    Number = 4,

    /// <summary>An article, a demonstrative or a quantifier before a noun.</summary>
    Determiner = 5,

    /// <summary>A pronoun.</summary>
    Pronoun = 6,

    /// <summary>A preposition.</summary>
    Preposition = 7,

    /// <summary>A conjunction.</summary>
    Conjunction = 8,

    /// <summary>A form of be, have or do.</summary>
    Auxiliary = 9,

    /// <summary>A modal verb, or "to" before a verb.</summary>
    Modal = 10,

    /// <summary>A negation.</summary>
    Negation = 11,
}
