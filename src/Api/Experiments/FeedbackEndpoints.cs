using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Access;
using RagCluster.Grains.Interfaces.Experiments;

namespace RagCluster.Api.Experiments;

/// <summary><c>/api/v1/feedback</c>: what became of an answer.</summary>
internal static class FeedbackEndpoints
{
    /// <summary>Maps the endpoint.</summary>
    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/feedback", PostAsync)
            .WithTags("Queries")
            .WithSummary("Rate an answer, or tell that a citation was opened")
            .Produces(StatusCodes.Status204NoContent)
            .Needs(Permission.QueryExecute);

    private static async Task<IResult> PostAsync(FeedbackRequest request, IGrainFactory grains, CancellationToken cancellationToken)
    {
        (string experiment, UnitOutcome[] outcomes) = request.ToOutcomes();
        IExperimentGrain grain = grains.GetGrain<IExperimentGrain>($"{Caller.Current.Tenant}/{experiment}");
        // What comes after the end is taken and does not count: who gives it can't know.
        if (!await grain.RecordAsync(outcomes, cancellationToken) && await grain.FindAsync(cancellationToken) is null)
            throw RagException.NotFound("experiment", experiment);
        return Results.NoContent();
    }
}
