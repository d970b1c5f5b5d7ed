using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Access;
using RagCluster.Grains.Interfaces.Experiments;
using RagCluster.Grains.Interfaces.Feedback;

namespace RagCluster.Api.Experiments;

/// <summary><c>/api/v1/feedback</c>: what became of an answer, and what became of a collection's.</summary>
internal static class FeedbackEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/feedback", PostAsync)
            .WithTags("Queries")
            .WithSummary("Rate an answer, or tell that a citation was opened")
            .Produces(StatusCodes.Status204NoContent)
            .Needs(Permission.QueryExecute);
        api.MapGet("/collections/{collection}/feedback", GetAsync)
            .WithTags("Queries")
            .WithSummary("How answers were rated outside experiments")
            .Produces<FeedbackResponse>()
            .Needs(Permission.SystemAdmin);
    }

    private static async Task<IResult> PostAsync(
        FeedbackRequest request,
        IGrainFactory grains,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (request.Answer is { } answer)
        {
            await Feedback(grains, answer.Collection, "feedback_id").RecordAsync(request.ToFeedback(time.GetUtcNow()), cancellationToken);
            return Results.NoContent();
        }

        (string experiment, UnitOutcome[] outcomes) = request.ToOutcomes();
        IExperimentGrain grain = grains.GetGrain<IExperimentGrain>($"{Caller.Current.Tenant}/{experiment}");
        // What comes after the end is taken and does not count: who gives it can't know.
        if (!await grain.RecordAsync(outcomes, cancellationToken) && await grain.FindAsync(cancellationToken) is null)
            throw RagException.NotFound("experiment", experiment);
        return Results.NoContent();
    }

    private static async Task<IResult> GetAsync(string collection, IGrainFactory grains, CancellationToken cancellationToken) =>
        Results.Ok(FeedbackResponse.From(await Feedback(grains, collection, "collection").GetAsync(cancellationToken)));

    private static IFeedbackGrain Feedback(IGrainFactory grains, string collection, string field) =>
        grains.GetGrain<IFeedbackGrain>(Names.Collection(collection, field).ToString());
}
