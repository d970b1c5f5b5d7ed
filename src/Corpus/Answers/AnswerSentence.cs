namespace RagCluster.Corpus.Answers;

/// <summary>A sentence of an answer and the citations that support it.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="CitationIds">At least one <see cref="Citation.Id"/>; none for a flagged sentence.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.AnswerSentence")]
public sealed record AnswerSentence([property: Id(0)] string Text, [property: Id(1)] string[] CitationIds)
{
    /// <summary>Whether no source supports it and it is shown all the same, marked so, because the server is set to flag.</summary>
    [Id(2)]
    public bool IsUnsupported { get; init; }

    /// <summary>What it is; text unless the source has it as something else.</summary>
    [Id(3)]
    public AnswerPartKind Kind { get; init; }

    /// <summary>The language of code as its document names it (<c>csharp</c>); empty when it names none, and for anything else.</summary>
    [Id(4)]
    public string Language { get; init; } = "";

    // A silo of an earlier build sends none, and no initializer runs when it is read.
    /// <summary>The links in its text, in order; none in what a model wrote.</summary>
    [Id(5)]
    public Hyperlink[] Links
    {
        get => field ?? [];
        init;
    } = [];
}
