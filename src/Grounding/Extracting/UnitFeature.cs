namespace RagCluster.Grounding.Extracting;

/// <summary>
/// What speaks for or against showing a unit of a document whose structure is known. The names are those of the model's file; shares are
/// weighted by the rarity of the question's terms.
/// </summary>
internal enum UnitFeature
{
    /// <summary>Share of the question's terms in the unit or what it hangs on.</summary>
    Own,

    /// <summary>The same over the unit, its neighbours, headings and title.</summary>
    Near,

    /// <summary>The same over the passage with headings and title.</summary>
    Whole,

    /// <summary>Share of neighbouring terms that stand close together.</summary>
    Pairs,

    /// <summary>How well it holds the type of answer asked for.</summary>
    Type,

    /// <summary>Share of the question's names and numbers in the passage.</summary>
    Anchors,

    /// <summary>1 for a unit of the first passage, less for later ones.</summary>
    Rank,

    /// <summary>The passage's score as a share of the best passage's.</summary>
    Relative,

    /// <summary>Share of the terms in title and headings.</summary>
    Frame,

    /// <summary>Share of the terms in the nearest heading.</summary>
    Heading,

    /// <summary>Share of the terms in the sentence, item or head that the unit hangs on.</summary>
    Context,

    /// <summary><see cref="Own"/> as a share of the best unit's.</summary>
    OwnOfBest,

    /// <summary><see cref="Whole"/> as a share of the best passage's.</summary>
    WholeOfBest,

    /// <summary>The most that another unit below the same heading holds of the terms.</summary>
    Section,

    /// <summary>Nearness to the question by embedding, standardised among the best units, -1 to 1.</summary>
    Cosine,

    /// <summary>Whether it is the first unit below its heading.</summary>
    First,

    /// <summary>Length in characters over 400, at most 1.</summary>
    Length,

    /// <summary>Share of the terms that the unit says, in the same or in other words.</summary>
    Meaning,

    /// <summary>A very short sentence.</summary>
    Short,

    /// <summary>A block of code.</summary>
    Code,

    /// <summary>An item of a list.</summary>
    Item,

    /// <summary>A row of a table.</summary>
    Row,

    /// <summary>A sentence that leads in code or a list.</summary>
    LeadIn,

    /// <summary>Code, for who asks how to do something.</summary>
    HowToCode,

    /// <summary>An item, for the same.</summary>
    HowToItem,

    /// <summary>A sentence, for the same.</summary>
    HowToSentence,

    /// <summary>A row, for who asks for a number, a time or a thing of a kind.</summary>
    ValueRow,

    /// <summary>A number that the question has not, for who asks for a number or a time.</summary>
    ValueNumber,

    /// <summary>Code, for the same.</summary>
    ValueCode,

    /// <summary>The first sentence below a heading, for who asks what something is.</summary>
    DefinitionFirst,

    /// <summary>Code, for the same.</summary>
    DefinitionCode,

    /// <summary>The heading's share of the terms, for code.</summary>
    HeadingCode,

    /// <summary>The first row of a table is named by the question: <see cref="Own"/> of its first cell.</summary>
    RowName,
}
