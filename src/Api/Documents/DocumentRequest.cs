using System.Text.Json;

namespace RagCluster.Api.Documents;

/// <summary>A document in the JSON form of an upload.</summary>
/// <param name="Text">The content as text.</param>
/// <param name="Id">The id that the client chooses; one is made when left out.</param>
/// <param name="Name">The file name or path.</param>
/// <param name="Title">The document's title; left out, it is found in the content.</param>
/// <param name="Uri">Where a reader finds the original.</param>
/// <param name="Metadata">A flat object for filters.</param>
/// <param name="Acl">Who may see it; left out, that stays as it is, which is every caller of the tenant for a new document.</param>
internal sealed record DocumentRequest(
    string Text,
    string? Id = null,
    string? Name = null,
    string? Title = null,
    string? Uri = null,
    JsonElement? Metadata = null,
    AclBody? Acl = null
);
