using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace RagCluster.Cli.Client;

/// <summary>Reads the server-sent events of an answer.</summary>
internal static class AnswerEvents
{
    /// <summary>The events as they come.</summary>
    /// <exception cref="RagClientException">The server said that it failed, or sent what is no JSON.</exception>
    internal static async IAsyncEnumerable<AnswerEventView> ReadAsync(
        Stream stream,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (SseItem<string> item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            JsonElement data = Parse(item.Data);
            if (item.EventType == "error")
                throw new RagClientException(
                    data.TryGetProperty("detail", out JsonElement detail) ? detail.ToString() : "The server could not answer."
                );
            yield return new AnswerEventView(item.EventType, data);
        }
    }

    private static JsonElement Parse(string data)
    {
        try
        {
            return JsonDocument.Parse(data).RootElement;
        }
        catch (JsonException)
        {
            throw new RagClientException("The server sent an event that is no JSON.");
        }
    }
}
