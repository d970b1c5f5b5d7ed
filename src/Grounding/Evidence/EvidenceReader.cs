using RagCluster.Corpus.Answers;

namespace RagCluster.Grounding.Evidence;

/// <summary>From a question and its passages to the units that may answer it, best first.</summary>
internal static class EvidenceReader
{
    /// <summary>Reads the question in the language that question and passages are written in, and measures every unit.</summary>
    internal static async Task<EvidenceSet> ReadAsync(
        Question question,
        IReadOnlyList<Passage> passages,
        GroundingOptions options,
        EmbedTexts? embed,
        CancellationToken cancellationToken
    )
    {
        LanguageWords language = LanguageWords.Of(
            Tokens.Read(question.Text).Concat(passages.SelectMany(passage => Tokens.Read(passage.Chunk.Text)))
        );
        EvidenceSet evidence = CandidateFinder.Find(
            QuestionReader.Read(question.Text, language) with
            {
                Language = LanguageWords.OfQuestion(question.Text, language).Code,
            },
            passages,
            question.DocumentShare,
            options.PassagesMax
        );
        return embed is null ? evidence : await SemanticOrder.ApplyAsync(evidence, embed, cancellationToken);
    }
}
