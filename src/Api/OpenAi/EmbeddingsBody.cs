using System.Text.Json;
using System.Text.Json.Serialization;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Inference;

namespace RagCluster.Api.OpenAi;

/// <summary>The body of <c>POST /v1/embeddings</c>, as OpenAI's API defines it.</summary>
/// <param name="Input">A text, texts, the token ids of one text, or those of several.</param>
/// <param name="Model">The model; null for the default.</param>
/// <param name="EncodingFormat"><c>float</c> (default) or <c>base64</c>.</param>
/// <param name="Dimensions">The components wanted, for models whose vectors may be cut.</param>
/// <param name="User">Taken and ignored: who asks is known from the key.</param>
/// <param name="InputType"><c>query</c> or <c>passage</c> (<c>document</c>), since some models prefix the two differently; <c>passage</c>
/// when null. An addition to the form of OpenAI.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record EmbeddingsBody(
    JsonElement Input,
    string? Model = null,
    string? EncodingFormat = null,
    int? Dimensions = null,
    string? User = null,
    string? InputType = null
)
{
    /// <summary>OpenAI's own limit on the texts of a request.</summary>
    internal const int InputsMax = 2048;

    /// <summary>A person waits for a few texts; more is work in bulk, which queries may overtake.</summary>
    private const int InteractiveInputsMax = 8;

    /// <summary>Longer than any model reads.</summary>
    private const int TextCharsMax = 1 << 20;

    /// <summary>Whether the vectors go out as base64 of little-endian floats.</summary>
    internal bool IsBase64 =>
        EncodingFormat switch
        {
            null or "float" => false,
            "base64" => true,
            _ => throw RagException.Invalid("encoding_format", $"encoding_format is float or base64; '{EncodingFormat}' was sent."),
        };

    /// <summary>The validated requests, each of a size that a grain takes.</summary>
    /// <exception cref="RagException">Invalid, naming the field.</exception>
    internal EmbedRequest[] ToRequests()
    {
        if (Dimensions is < 1)
            throw RagException.Invalid("dimensions", $"dimensions is at least 1; {Dimensions} was sent.");
        TextPurpose purpose = InputType switch
        {
            null or "passage" or "document" => TextPurpose.Passage,
            "query" => TextPurpose.Query,
            _ => throw RagException.Invalid("input_type", $"input_type is query or passage; '{InputType}' was sent."),
        };
        (string[] texts, int[][]? tokens) = Read();
        int count = tokens?.Length ?? texts.Length;
        if (count is 0 or > InputsMax)
            throw RagException.Invalid("input", $"input has 1 to {InputsMax} texts; {count} were sent.");
        EmbedRequest all = new()
        {
            Purpose = purpose,
            Dimensions = Dimensions,
            Urgency = count <= InteractiveInputsMax ? TextUrgency.Interactive : TextUrgency.Bulk,
        };
        return tokens is null
            ? [.. texts.Chunk(EmbedRequest.TextsMax).Select(part => all with { Texts = part })]
            : [.. tokens.Chunk(EmbedRequest.TextsMax).Select(part => all with { Tokens = part })];
    }

    private (string[] Texts, int[][]? Tokens) Read() =>
        Input.ValueKind switch
        {
            JsonValueKind.String => ([Text(Input)], null),
            JsonValueKind.Array when Input.GetArrayLength() == 0 => ([], null),
            JsonValueKind.Array => Input[0].ValueKind switch
            {
                JsonValueKind.String => ([.. Input.EnumerateArray().Select(Text)], null),
                JsonValueKind.Number => ([], [Tokens(Input)]),
                _ => ([], [.. Input.EnumerateArray().Select(Tokens)]),
            },
            _ => throw Wrong(),
        };

    private static string Text(JsonElement element)
    {
        string text = element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Wrong();
        return text.Length is > 0 and <= TextCharsMax
            ? text
            : throw RagException.Invalid("input", $"A text of input has 1 to {TextCharsMax} characters; one has {text.Length}.");
    }

    private static int[] Tokens(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() == 0)
            throw Wrong();
        return
        [
            .. element
                .EnumerateArray()
                .Select(token => token.ValueKind == JsonValueKind.Number && token.TryGetInt32(out int id) ? id : throw Wrong()),
        ];
    }

    private static RagException Wrong() =>
        RagException.Invalid("input", "input is a text, an array of texts, an array of token ids, or an array of arrays of token ids.");
}
