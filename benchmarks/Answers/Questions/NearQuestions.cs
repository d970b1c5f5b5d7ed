using System.Globalization;
using System.Text.Json;
using RagCluster.Caching.Semantic;
using RagCluster.Corpus.Answers;
using RagCluster.Corpus.Chunks;
using RagCluster.Corpus.Documents;
using RagCluster.Grounding;
using RagCluster.Grounding.Tests.Calibration;
using RagCluster.Grounding.Tests.Verifying;
using RagCluster.Grounding.Verifying;
using RagCluster.Inference;
using RagCluster.Inference.Embedding;
using RagCluster.Inference.Models;

namespace RagCluster.AnswersBenchmark.Questions;

/// <summary>
/// Whether a question that is near another by embedding may have its answer. Same: a question and its rewording. Other: questions about one
/// paragraph, and, where claims are given, claims about one abstract, which are as near as texts can be that ask for different answers.
/// </summary>
internal static class NearQuestions
{
    private static readonly double[] Thresholds = [0.8, 0.85, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.999];

    internal static async Task PrintAsync(QuestionSet set, string models, string? claims)
    {
        ModelRegistry registry = ModelRegistry.Load(models, Path.Combine(models, "none"));
        await using InferenceRuntime runtime = new(new InferenceOptions(), TimeProvider.System);
        await using ITextEmbedder embedder = runtime.OpenEmbedder(registry.Default);
        EmbeddedTexts texts = new(embedder);
        Near[] same =
        [
            .. set
                .Items.Select(item => (item.Question, Other: Rewordings.Reworded(item.Question)))
                .Where(pair => pair.Other is not null)
                .Select(pair => new Near(pair.Question, pair.Other!)),
        ];
        Near[] questions =
        [
            .. set.Items.GroupBy(item => item.Paragraph).SelectMany(group => Pairs([.. group.Select(item => item.Question)])),
        ];
        await PrintAsync("near: reworded questions", same, texts);
        await PrintAsync("near: questions on one paragraph", questions, texts);
        if (claims is not null)
            await PrintAsync("near: claims on one abstract", [.. Claims(claims)], texts);
    }

    private static async Task PrintAsync(string row, Near[] pairs, EmbeddedTexts texts)
    {
        await texts.EmbedAsync(
            [.. pairs.SelectMany(pair => (string[])[pair.One, pair.Other]).Distinct(StringComparer.Ordinal)],
            CancellationToken.None
        );
        SentenceVerifier verifier = new(new GroundingOptions().SupportMin);
        List<(double Cosine, bool IsMutual, bool IsOneShape, Near Pair)> judged = [];
        foreach (Near pair in pairs)
        {
            float[][] vectors = await texts.EmbedAsync([pair.One, pair.Other], CancellationToken.None);
            bool isMutual = Says(verifier, pair.One, pair.Other) && Says(verifier, pair.Other, pair.One);
            judged.Add(
                (Cosine(vectors[0], vectors[1]), isMutual, QuestionShape.Of(pair.One).AgreesWith(QuestionShape.Of(pair.Other)), pair)
            );
        }

        Figures.Print(row, "pairs", pairs.Length, "pairs");
        foreach (double least in Thresholds)
        {
            Figures.Print(
                row,
                FormattableString.Invariant($"above {least}"),
                Figures.Share(judged.Count(pair => pair.Cosine >= least), pairs.Length),
                "%"
            );
            Figures.Print(
                row,
                FormattableString.Invariant($"above {least} and each says the other"),
                Figures.Share(judged.Count(pair => pair.Cosine >= least && pair.IsMutual), pairs.Length),
                "%"
            );
            Figures.Print(
                row,
                FormattableString.Invariant($"above {least} and of one shape"),
                Figures.Share(judged.Count(pair => pair.Cosine >= least && pair.IsOneShape), pairs.Length),
                "%"
            );
        }

        foreach (
            (double cosine, bool isMutual, bool isOneShape, Near pair) in judged
                .Where(pair => pair.Cosine >= Thresholds[0])
                .OrderByDescending(pair => pair.Cosine)
        )
            await Console.Error.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"[{row}] {cosine:0.000} {(isMutual ? "same words" : "")} {(isOneShape ? "one shape" : "")}\n    {pair.One}\n"
                        + $"    {pair.Other}"
                )
            );
    }

    private static bool Says(SentenceVerifier verifier, string one, string other) =>
        verifier
            .Verify(
                one,
                new Passage(
                    new Chunk(new ChunkId(new DocumentId("question"), 1, 0), 0, other.Length, other, [], null, null, 0),
                    "",
                    "",
                    [],
                    1,
                    new PassageScores(null, null, null)
                )
            )
            .IsSupported;

    private static double Cosine(float[] one, float[] other)
    {
        double product = 0,
            oneLength = 0,
            otherLength = 0;
        for (int i = 0; i < one.Length; i++)
        {
            product += one[i] * other[i];
            oneLength += one[i] * one[i];
            otherLength += other[i] * other[i];
        }

        return product / Math.Sqrt(oneLength * otherLength);
    }

    private static IEnumerable<Near> Claims(string folder)
    {
        Dictionary<string, string> claims = File.ReadLines(Path.Combine(folder, "queries.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(
                claim => claim.GetProperty("_id").GetString()!,
                claim => claim.GetProperty("text").GetString()!,
                StringComparer.Ordinal
            );
        return Directory
            .GetFiles(Path.Combine(folder, "qrels"))
            .Order(StringComparer.Ordinal)
            .SelectMany(file => File.ReadLines(file).Skip(1))
            .Select(line => line.Split('\t'))
            .GroupBy(cells => cells[1], StringComparer.Ordinal)
            .SelectMany(group => Pairs([.. group.Select(cells => claims[cells[0]])]))
            .Distinct();
    }

    private static IEnumerable<Near> Pairs(string[] texts) =>
        from i in Enumerable.Range(0, texts.Length)
        from k in Enumerable.Range(i + 1, texts.Length - i - 1)
        where texts[i] != texts[k]
        select new Near(texts[i], texts[k]);

    private sealed record Near(string One, string Other);
}
