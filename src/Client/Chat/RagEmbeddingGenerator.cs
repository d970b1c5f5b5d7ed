using Microsoft.Extensions.AI;
using RagCluster.Client.Http;

namespace RagCluster.Client.Chat;

/// <summary>The server's embedding models as a generator.</summary>
/// <param name="client">The server; disposing this leaves it as it is.</param>
/// <param name="model">The model, unless the options of a call name one; null for the server's default.</param>
public sealed class RagEmbeddingGenerator(RagClient client, string? model = null) : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <inheritdoc/>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values,
        EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        RagCall call = RagCall.Post(
            "/v1/embeddings",
            new
            {
                input = values.ToArray(),
                model = options?.ModelId ?? model,
                dimensions = options?.Dimensions,
                encoding_format = "float",
            }
        ) with
        {
            IsSafe = true,
        };
        EmbeddingList list = await client.Connection.SendAsync<EmbeddingList>(call, cancellationToken).ConfigureAwait(false);
        return new GeneratedEmbeddings<Embedding<float>>(
            list.Data.OrderBy(entry => entry.Index).Select(entry => new Embedding<float>(entry.Embedding) { ModelId = list.Model })
        )
        {
            Usage = new UsageDetails { InputTokenCount = list.Usage?.PromptTokens, TotalTokenCount = list.Usage?.TotalTokens },
        };
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata("ragcluster", client.Connection.Server, model)
        : serviceType == typeof(RagClient) ? client
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        // The client is its maker's.
    }

    private sealed record EmbeddingList
    {
        public EmbeddingEntry[] Data { get; init; } = [];

        public string? Model { get; init; }

        public EmbeddingUsage? Usage { get; init; }
    }

    private sealed record EmbeddingEntry(int Index, float[] Embedding);

    private sealed record EmbeddingUsage(int PromptTokens, int TotalTokens);
}
