using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Auditing;
using RagCluster.Api.Conditions;
using RagCluster.Corpus.Access;
using RagCluster.Grains.Interfaces.Ingest;

namespace RagCluster.Api.Documents;

/// <summary>Who may see a document. The list names people, so that reading it needs what changing it needs.</summary>
internal static class AclEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder group = api.MapGroup("/collections/{collection}/documents/{id}/acl")
            .WithTags("Documents")
            .Needs(Permission.DocumentsWrite);
        group.MapGet("/", GetAsync).WithSummary("Who may see a document").Produces<AclResponse>();
        group
            .MapPut("/", PutAsync)
            .WithMetadata(new ComparedTags())
            .WithSummary("Say who may see a document; every query from now on is answered by that")
            .Produces<AclResponse>();
    }

    private static async Task<IResult> GetAsync(
        string collection,
        string id,
        HttpContext context,
        IGrainFactory grains,
        CancellationToken cancellationToken
    ) => EntityTags.Show(context, await ReadAsync(Grain(grains, collection, id), cancellationToken));

    private static async Task<IResult> PutAsync(
        string collection,
        string id,
        AclBody body,
        HttpContext context,
        IGrainFactory grains,
        CancellationToken cancellationToken
    )
    {
        DocumentAcl acl = body.ToAcl("acl");
        IDocumentGrain grain = Grain(grains, collection, id);
        await EntityTags.EnsureMatchAsync(context.Request, () => ReadAsync(grain, cancellationToken));
        await grain.SetAclAsync(acl, cancellationToken);
        AuditNote.Describe(context, $"allow {string.Join(", ", acl.Allow)}; deny {string.Join(", ", acl.Deny)}");
        return Results.Ok(AclResponse.From(acl));
    }

    private static async Task<AclResponse> ReadAsync(IDocumentGrain grain, CancellationToken cancellationToken) =>
        AclResponse.From((await grain.GetAsync(cancellationToken)).Acl);

    private static IDocumentGrain Grain(IGrainFactory grains, string collection, string id) =>
        grains.GetGrain<IDocumentGrain>($"{Names.Collection(collection)}/{Names.Document(id)}");
}
