using System.Text.Json.Nodes;

namespace RagCluster.Api.Description;

/// <summary>An operation of the interface with its name and an example of a call, as the catalogue has it.</summary>
/// <param name="Operation">Its method and its path, as in <c>GET /api/v1/collections/{collection}</c>.</param>
/// <param name="Id">Its name in clients made from the description.</param>
/// <param name="Path">Values of the parameters in the path.</param>
/// <param name="Query">Values of those in the query.</param>
/// <param name="Body">A JSON body.</param>
/// <param name="Form">The parts of a form; a name with an extension stands for a file.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="Refusal">The status of the answer where a server without more than the example's story has nothing to do it with.</param>
/// <param name="Response">The answer's JSON.</param>
internal sealed record OperationExample(
    string Operation,
    string Id,
    JsonObject? Path,
    JsonObject? Query,
    JsonNode? Body,
    JsonObject? Form,
    int Status,
    int? Refusal,
    JsonNode? Response
);
