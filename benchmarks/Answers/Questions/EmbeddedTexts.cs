using RagCluster.Inference.Embedding;

namespace RagCluster.AnswersBenchmark.Questions;

/// <summary>Embeds texts as the server does for its reader, each only once.</summary>
internal sealed class EmbeddedTexts(ITextEmbedder embedder)
{
    private readonly Dictionary<string, float[]> _vectors = new(StringComparer.Ordinal);

    internal async Task<float[][]> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        string[] unknown = [.. texts.Where(text => !_vectors.ContainsKey(text)).Distinct(StringComparer.Ordinal)];
        float[][] vectors = unknown.Length == 0 ? [] : await embedder.EmbedAsync(unknown, EmbeddingCall.Query, cancellationToken);
        for (int i = 0; i < unknown.Length; i++)
            _vectors[unknown[i]] = vectors[i];
        return [.. texts.Select(text => _vectors[text])];
    }
}
