using System.Text.Json;

namespace RagCluster.Silo.Chat;

/// <summary>What an event of a chat endpoint's stream says, of what is read of it.</summary>
/// <param name="Text">The next piece of text; empty for none.</param>
/// <param name="Finish">Why the text ends here; null before its end.</param>
/// <param name="InputTokens">How many tokens were read; null where the endpoint does not say.</param>
/// <param name="OutputTokens">How many were written; null likewise.</param>
internal readonly record struct ChatEvent(string Text, string? Finish, long? InputTokens, long? OutputTokens)
{
    /// <summary>Reads one. What is missing, null or of another kind says nothing: endpoints differ in everything but the text.</summary>
    /// <param name="json">Its data.</param>
    /// <exception cref="ChatStreamException">It is no object of JSON, or reports an error.</exception>
    internal static ChatEvent Read(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = Parse(json);
        JsonElement root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            throw ChatStreamException.Answered("an event that is no object of JSON");
        if (Member(root, "error") is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) })
            throw ChatStreamException.Answered("a stream that reported an error");
        JsonElement choices = Member(root, "choices");
        JsonElement choice = choices.ValueKind == JsonValueKind.Array ? choices.EnumerateArray().FirstOrDefault() : default;
        JsonElement finish = Member(choice, "finish_reason");
        JsonElement usage = Member(root, "usage");
        return new ChatEvent(
            TextOf(Member(Member(choice, "delta"), "content")),
            finish.ValueKind == JsonValueKind.String && ChatPieces.Read(finish) is { Length: > 0 } reason ? reason : null,
            Count(Member(usage, "prompt_tokens")),
            Count(Member(usage, "completion_tokens"))
        );
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException error)
        {
            throw ChatStreamException.Answered("an event that is no JSON", error);
        }
    }

    private static JsonElement Member(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out JsonElement member) ? member : default;

    // Some endpoints give it in parts, each with its kind.
    private static string TextOf(JsonElement content) =>
        content.ValueKind switch
        {
            JsonValueKind.String => ChatPieces.Read(content),
            JsonValueKind.Array => string.Concat(content.EnumerateArray().Select(part => TextOf(Member(part, "text")))),
            _ => "",
        };

    private static long? Count(JsonElement number) =>
        number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out long count) && count >= 0 ? count : null;
}
