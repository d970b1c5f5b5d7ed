using System.Diagnostics;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Telemetry;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Grains.Telemetry;

namespace RagCluster.Grains.Inference;

/// <summary>Embeds on some silo that is there for it.</summary>
/// <param name="silos">Chooses the silo.</param>
/// <param name="time">The clock of waits.</param>
internal sealed class Embedders(ModelSilos silos, TimeProvider time)
{
    /// <summary>The embeddings of texts, in their order.</summary>
    /// <exception cref="RagException">Invalid: the model can't take the request. Overloaded: every silo's queue is full. Unavailable: no
    /// silo could embed them.</exception>
    internal async Task<EmbedReply> EmbedAsync(string model, EmbedRequest request, CancellationToken cancellationToken)
    {
        using Activity? span = Spans.Embeddings(model);
        GenAiCall call = new(GenAiMeter.Embeddings, Spans.Provider, model);
        long began = time.GetTimestamp();
        EmbedReply reply;
        try
        {
            reply = await silos.AskAsync(model, (IEmbeddingGrain embedding) => embedding.EmbedAsync(request, cancellationToken));
        }
        catch (RagException error) when (error.Kind is ErrorKind.Overloaded or ErrorKind.Unavailable)
        {
            // Not where the request is at fault: it may name any model.
            GenAiMeter.Ended(call, time.GetElapsedTime(began), error.Kind.ToString());
            throw;
        }

        GenAiMeter.Ended(call, time.GetElapsedTime(began));
        GenAiMeter.Used(call, isOutput: false, reply.TokenCount);
        span?.SetTag("gen_ai.embeddings.dimension.count", reply.Packed.Dimensions);
        span?.SetTag("gen_ai.usage.input_tokens", reply.TokenCount);
        return reply;
    }

    /// <summary>The embeddings of texts that nobody waits for: a full queue is waited out.</summary>
    /// <exception cref="RagException">Unavailable: no silo could embed them.</exception>
    internal async Task<float[][]> EmbedPatientlyAsync(string model, EmbedRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return (await EmbedAsync(model, request, cancellationToken)).Vectors;
            }
            catch (RagException error) when (error is { Kind: ErrorKind.Overloaded, RetryAfter: { } delay })
            {
                await Task.Delay(delay, time, cancellationToken);
            }
        }
    }

    /// <summary>Which model this is exactly.</summary>
    internal Task<EmbeddingModel> DescribeAsync(string model, CancellationToken cancellationToken) =>
        silos.AskAsync(model, (IEmbeddingGrain embedding) => embedding.DescribeAsync(cancellationToken));
}
