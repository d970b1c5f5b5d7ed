using System.Text.Json.Nodes;

namespace RagCluster.Contract.Tests.Faces;

/// <summary>The parts of an OpenAPI description that a reader must be told the meaning of, and whether each says it.</summary>
internal static class DescribedParts
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch"];

    // Objects whose entries are parts with a name of their own.
    private static readonly string[] Named = ["schemas", "properties", "parameters", "responses", "headers", "securitySchemes"];

    // What stands there is data, in which a word of the description's own language means nothing.
    private static readonly string[] Data = ["example", "examples", "default", "enum", "required", "security"];

    /// <summary>The places, as JSON pointers, of the operations, parameters, responses, schemas and members that say nothing.</summary>
    /// <param name="node">The description, or a part of it.</param>
    /// <param name="place">Where it stands.</param>
    internal static IEnumerable<string> Silent(JsonNode? node, string place = "#") =>
        node switch
        {
            JsonObject parts => parts.Where(part => !Data.Contains(part.Key)).SelectMany(part => Silent(part.Key, part.Value, place)),
            JsonArray list => list.SelectMany((entry, i) => Silent(entry, $"{place}/{i}")),
            _ => [],
        };

    private static IEnumerable<string> Silent(string key, JsonNode? value, string place)
    {
        string here = $"{place}/{key}";
        if (Named.Contains(key) && value is JsonObject named)
        {
            // The keys of such an object are names that somebody chose, so they are not looked at.
            return named.SelectMany(part => Unsaid(part.Value, key, $"{here}/{part.Key}").Concat(Silent(part.Value, $"{here}/{part.Key}")));
        }

        if (key == "parameters" && value is JsonArray list)
            return list.SelectMany(one => Unsaid(one, key, $"{here}/{one?["name"]}").Concat(Silent(one, $"{here}/{one?["name"]}")));
        return Methods.Contains(key) && !Says(value, "summary") ? Silent(value, here).Prepend(here) : Silent(value, here);
    }

    // A response that stands elsewhere is looked at there; what a member is depends on who has it.
    private static IEnumerable<string> Unsaid(JsonNode? part, string kind, string place) =>
        Says(part, "description") || (kind == "responses" && Says(part, "$ref")) ? [] : [place];

    private static bool Says(JsonNode? part, string key) => !string.IsNullOrWhiteSpace((string?)part?[key]);
}
