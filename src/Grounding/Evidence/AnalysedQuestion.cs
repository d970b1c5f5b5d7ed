namespace RagCluster.Grounding.Evidence;

/// <summary>What a question asks for and about.</summary>
/// <param name="Text">The question.</param>
/// <param name="Kind">What it asks for.</param>
/// <param name="Terms">Its content terms in order.</param>
/// <param name="Stems">The stems of all its words, stop words too.</param>
internal sealed record AnalysedQuestion(string Text, QuestionKind Kind, QuestionTerm[] Terms, HashSet<string> Stems)
{
    /// <summary>What its language adds to the log odds of an answer (<see cref="LanguageWords.Allowance"/>).</summary>
    internal double Allowance { get; init; }

    /// <summary>The language that it is read in, an ISO 639-1 code: its own, whatever the passages are written in.</summary>
    internal string Language { get; init; } = "en";
}
