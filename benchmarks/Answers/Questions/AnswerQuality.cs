using RagCluster.Corpus.Answers;
using RagCluster.Grounding;
using RagCluster.Grounding.Citations;
using RagCluster.Grounding.Tests.Calibration;
using RagCluster.Inference;
using RagCluster.Inference.Embedding;
using RagCluster.Inference.Models;
using RagCluster.Lexical.Analysis;

namespace RagCluster.AnswersBenchmark.Questions;

/// <summary>Extractive answers to questions whose answer stands in the corpus, and to the same without their paragraph.</summary>
internal static class AnswerQuality
{
    internal static async Task PrintAsync(QuestionSet set, string models, TextAnalyzer analyzer, bool isCalibrating, bool isQuick)
    {
        // Models of a user's own have no part in it.
        ModelRegistry registry = ModelRegistry.Load(models, Path.Combine(models, "none"));
        await using InferenceRuntime runtime = new(new InferenceOptions(), TimeProvider.System);
        await using ITextEmbedder embedder = runtime.OpenEmbedder(registry.Default);
        EmbeddedTexts texts = new(embedder);
        ParagraphIndex index = await ParagraphIndex.OpenAsync(set, texts, embedder, analyzer);
        AnswerComposer composer = new(new GroundingOptions(), texts.EmbedAsync);
        AnswerTally calibration = new(),
            heldOut = new(),
            all = new();
        foreach (QuestionSet.Item item in set.Items)
        {
            if (isCalibrating && item.IsHeldOut || isQuick && !isCalibrating && !item.IsHeldOut)
                continue;
            AskedQuestion asked = new(item, await AskAsync(null), await AskAsync(item.Paragraph));
            (item.IsHeldOut ? heldOut : calibration).Add(asked);
            all.Add(asked);

            async Task<(Answer Answer, string? Fault)> AskAsync(int? without)
            {
                List<Passage> passages = await index.FindAsync(item.Question, without);
                Answer answer = await composer.AnswerAsync(new Question(item.Question) { Frequency = index.Frequency }, passages);
                return (answer, Fault(answer, passages, set));
            }
        }

        if (isCalibrating)
            calibration.Print("answers calibration");
        else
            heldOut.Print("answers held-out");
        if (!isCalibrating && !isQuick)
            all.Print("answers all");
    }

    // The quote is compared with the paragraph itself, not only with the passage that the reader was given.
    private static string? Fault(Answer answer, List<Passage> passages, QuestionSet set) =>
        CitationChecker.Fault(answer, passages)
        ?? (
            answer.Citations.All(citation =>
                CitationChecker.Verify(citation, set.Paragraphs[ParagraphIndex.NumberOf(citation.DocumentId)].Text)
            )
                ? null
                : "A quote differs from its source."
        );
}
