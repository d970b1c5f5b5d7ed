using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RagCluster.Contract.Tests.Faces;

/// <summary>A part of an OpenAPI description that a reader must be told the meaning of.</summary>
/// <param name="Place">Where it stands, as a JSON pointer.</param>
/// <param name="Kind">What it is: the name of the object or the list that has it, or <c>operation</c>.</param>
/// <param name="Text">What it says of itself; null for nothing.</param>
internal sealed partial record DescribedPart(string Place, string Kind, string? Text)
{
    private const string Operation = "operation";

    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch"];

    // Objects whose entries are parts with a name of their own.
    private static readonly string[] Named = ["schemas", "properties", "parameters", "responses", "headers", "securitySchemes"];

    // What stands there is data, in which a word of the description's own language means nothing.
    private static readonly string[] Data = ["example", "examples", "default", "enum", "required", "security"];

    /// <summary>Whether a reader who knows nothing of the code can read what it says.</summary>
    internal bool IsReadable => Text is { } text && (Kind is Operation or "responses" || Sentence().IsMatch(Code().Replace(text, "`a`")));

    /// <summary>Every such part.</summary>
    /// <param name="node">The description, or what stands within it.</param>
    /// <param name="place">Where it stands.</param>
    internal static IEnumerable<DescribedPart> Of(JsonNode? node, string place = "#") =>
        node switch
        {
            JsonObject parts => parts.Where(part => !Data.Contains(part.Key)).SelectMany(part => Of(part.Key, part.Value, place)),
            JsonArray list => list.SelectMany((entry, i) => Of(entry, $"{place}/{i}")),
            _ => [],
        };

    private static IEnumerable<DescribedPart> Of(string key, JsonNode? value, string place)
    {
        string here = $"{place}/{key}";
        return (key, value) switch
        {
            // The keys of such an object are names that somebody chose, so they are not looked at.
            (_, JsonObject named) when Named.Contains(key) => named.SelectMany(part => One(part.Value, key, $"{here}/{part.Key}")),
            ("parameters", JsonArray list) => list.SelectMany(one => One(one, key, $"{here}/{one?["name"]}")),
            _ when Methods.Contains(key) => Of(value, here).Prepend(new DescribedPart(here, Operation, Said(value, "summary"))),
            _ => Of(value, here),
        };
    }

    // A response that stands elsewhere is a part there; what a member is depends on who has it.
    private static IEnumerable<DescribedPart> One(JsonNode? part, string kind, string place) =>
        kind == "responses" && Said(part, "$ref") is not null
            ? []
            : Of(part, place).Prepend(new DescribedPart(place, kind, Said(part, "description")));

    private static string? Said(JsonNode? part, string key) =>
        (string?)part?[key] is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    // Begins as a sentence does, ends as one does, is on one line, and has no name of a type or a member of the code.
    [GeneratedRegex(@"^(?!.*\b(?!OpenAI|RagCluster)[A-Z][a-z]+[A-Z])[A-Z0-9`].*\.$")]
    private static partial Regex Sentence();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex Code();
}
