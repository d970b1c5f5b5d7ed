using System.Text.Json;
using RagCluster.Inference;
using RagCluster.Inference.Embedding;
using RagCluster.Inference.Models;
using RagCluster.Retrieval.Bm25;

namespace RagCluster.Retrieval.Vectors;

/// <summary>
/// Rows and queries as the product has them: the shared texts, whole and by sentence, and their questions, embedded by the built-in model.
/// </summary>
internal static class TextSet
{
    private const int TextsAtOnce = 256;
    private static readonly string[] Collections = ["scifact", "pubmedqa"];

    /// <summary>Embeds the texts, or reads what an earlier run with the same model wrote.</summary>
    /// <param name="cache">Where sets are written.</param>
    /// <param name="isQuick">Whole texts only.</param>
    /// <returns>The set; null where the texts or the model are not beside the program.</returns>
    internal static async Task<JudgedSet?> LoadAsync(string cache, bool isQuick)
    {
        if (SentenceSource.Find() is not { } data || FindModels() is not { } models)
            return null;
        ModelEntry entry = ModelRegistry.Load(models, Path.Combine(cache, "models")).Default;
        string[] texts = [.. Texts(data)];
        string[] rows = isQuick ? texts : [.. texts, .. SentenceSource.Read(data).Distinct(StringComparer.Ordinal)];
        string[] queries =
        [
            .. Collections.SelectMany(name => Lines(data, name, "queries.jsonl")).Select(query => Field(query, "text")),
            .. Paragraphs(data).SelectMany(Questions),
        ];
        SetShape shape = new(rows.Length, queries.Length, entry.Dimensions);
        string path = Path.Combine(cache, $"texts-{entry.Revision}-{rows.Length}-{queries.Length}.vectors");
        if (File.Exists(path))
            return JudgedSet.Read(shape, path);
        await using InferenceRuntime runtime = new(new InferenceOptions { Device = "cpu" }, TimeProvider.System);
        await using OnnxTextEmbedder embedder = runtime.OpenEmbedder(entry);
        return JudgedSet.Write(
            shape,
            path,
            await EmbedAsync(embedder, rows, EmbeddingCall.Passage),
            await EmbedAsync(embedder, queries, EmbeddingCall.Query)
        );
    }

    private static async Task<float[]> EmbedAsync(OnnxTextEmbedder embedder, string[] texts, EmbeddingCall call)
    {
        float[] values = new float[texts.Length * embedder.Dimensions];
        for (int start = 0; start < texts.Length; start += TextsAtOnce)
        {
            float[][] vectors = await embedder.EmbedAsync(
                texts[start..Math.Min(texts.Length, start + TextsAtOnce)],
                call,
                CancellationToken.None
            );
            for (int i = 0; i < vectors.Length; i++)
                vectors[i].CopyTo(values, (start + i) * embedder.Dimensions);
        }

        return values;
    }

    private static IEnumerable<string> Texts(string data) =>
        [
            .. Collections
                .SelectMany(name => Lines(data, name, "corpus.jsonl"))
                .Select(text => $"{Field(text, "title")} {Field(text, "text")}".Trim()),
            .. Paragraphs(data).Select(paragraph => Field(paragraph, "context")),
        ];

    private static IEnumerable<JsonElement> Paragraphs(string data) =>
        JsonDocument
            .Parse(File.ReadAllBytes(Path.Combine(data, "xquad", "xquad.en.dev.json")))
            .RootElement.GetProperty("data")
            .EnumerateArray()
            .SelectMany(article => article.GetProperty("paragraphs").EnumerateArray());

    private static IEnumerable<string> Questions(JsonElement paragraph) =>
        paragraph.GetProperty("qas").EnumerateArray().Select(asked => Field(asked, "question"));

    private static IEnumerable<JsonElement> Lines(string data, string collection, string file) =>
        File.ReadLines(Path.Combine(data, collection, file))
            .Where(line => line.Length > 0)
            .Select(line => JsonDocument.Parse(line).RootElement);

    private static string Field(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";

    private static string? FindModels()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string folder = Path.Combine(at.FullName, "models");
            if (File.Exists(Path.Combine(folder, "registry.json")))
                return folder;
        }

        return null;
    }
}
