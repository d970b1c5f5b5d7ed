using RagCluster.Corpus.Answers;

namespace RagCluster.Grounding.Evidence;

/// <summary>From a question and its passages to the units that may answer it, best first.</summary>
internal static class EvidenceReader
{
    /// <summary>Reads the question in its language, and measures every unit.</summary>
    internal static async Task<EvidenceSet> ReadAsync(
        Question question,
        IReadOnlyList<Passage> passages,
        GroundingOptions options,
        EmbedTexts? embed,
        CancellationToken cancellationToken
    )
    {
        LanguageWords language = QuestionLanguage.Of(question, passages);
        EvidenceSet evidence = CandidateFinder.Find(
            QuestionReader.Read(question.Text, language) with
            {
                Language = language.Code,
            },
            passages,
            question.Frequency,
            options.PassagesMax
        );
        return embed is null ? evidence : await SemanticOrder.ApplyAsync(evidence, embed, cancellationToken);
    }
}
