using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Grains.Interfaces.Inference;

namespace RagCluster.Api.Inference;

/// <summary><c>rerank</c>, below <c>/api/v1</c> and, for other systems' clients, below <c>/v1</c>.</summary>
internal static class RerankEndpoints
{
    /// <summary>Maps the endpoint.</summary>
    internal static void Map(IEndpointRouteBuilder group) =>
        group
            .MapPost("/rerank", RerankAsync)
            .WithTags("Inference")
            .WithSummary("Score texts for a query, the best first")
            .Produces<RerankResponse>()
            .Needs(Permission.QueryExecute);

    private static async Task<IResult> RerankAsync(RerankBody body, IGrainFactory grains, CancellationToken cancellationToken)
    {
        RerankRequest request = body.ToRequest();
        RerankReply reply = await grains.GetGrain<IInferenceGrain>(0).RerankAsync(Names.Given(body.Model), request, cancellationToken);
        return Results.Ok(RerankResponse.From(body, reply));
    }
}
