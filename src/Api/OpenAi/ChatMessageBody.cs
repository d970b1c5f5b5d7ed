using System.Text.Json;
using System.Text.Json.Serialization;
using RagCluster.Corpus.Errors;

namespace RagCluster.Api.OpenAi;

/// <summary>A message of a conversation.</summary>
/// <param name="Role">Whose it is: <c>user</c> or <c>assistant</c>; messages of <c>system</c> and <c>developer</c> are passed over.</param>
/// <param name="Content">A text, or parts of the type <c>text</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record ChatMessageBody(string Role, JsonElement? Content = null)
{
    /// <summary>The text of the message; empty when it has none.</summary>
    /// <param name="field">The content's place in the body, for the error.</param>
    /// <exception cref="RagException">Invalid: it has something else than text.</exception>
    internal string Text(string field) =>
        Content switch
        {
            null or { ValueKind: JsonValueKind.Null } => "",
            { ValueKind: JsonValueKind.String } text => text.GetString()!,
            { ValueKind: JsonValueKind.Array } parts => string.Join('\n', parts.EnumerateArray().Select(part => Part(part, field))),
            _ => throw Wrong(field),
        };

    private static string Part(JsonElement part, string field) =>
        part.ValueKind == JsonValueKind.Object
        && part.TryGetProperty("type", out JsonElement type)
        && type.ValueKind == JsonValueKind.String
        && (type.ValueEquals("text") || type.ValueEquals("input_text") || type.ValueEquals("output_text"))
        && part.TryGetProperty("text", out JsonElement text)
        && text.ValueKind == JsonValueKind.String
            ? text.GetString()!
            : throw Wrong(field);

    private static RagException Wrong(string field) => RagException.Invalid(field, "Content is a text, or parts of the type text.");
}
