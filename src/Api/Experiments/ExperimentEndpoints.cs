using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Access;
using RagCluster.Grains.Interfaces.Experiments;

namespace RagCluster.Api.Experiments;

/// <summary><c>/api/v1/experiments</c>: compare ways to answer, and read what came of it.</summary>
internal static class ExperimentEndpoints
{
    private const int ReasonLengthMax = 1000;

    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder group = api.MapGroup("/experiments").WithTags("Experiments").Needs(Permission.SystemAdmin);
        group.MapGet("/", ListAsync).WithSummary("List the experiments, the newest first").Produces<ListResponse<ExperimentResponse>>();
        group.MapPost("/", CreateAsync).WithSummary("Begin an experiment").Produces<ExperimentResponse>(StatusCodes.Status201Created);
        group.MapGet("/{experiment}", GetAsync).WithSummary("An experiment with its figures").Produces<ExperimentResponse>();
        group
            .MapPost("/{experiment}/stop", StopAsync)
            .WithSummary("End an experiment; what it has shown stays")
            .Produces<ExperimentResponse>();
        group
            .MapDelete("/{experiment}", DeleteAsync)
            .WithSummary("Remove an experiment that was stopped")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ListAsync(IGrainFactory grains, CancellationToken cancellationToken) =>
        Results.Ok(
            new ListResponse<ExperimentResponse>([.. (await Catalog(grains).ListAsync(cancellationToken)).Select(ExperimentResponse.From)])
        );

    private static async Task<IResult> CreateAsync(ExperimentRequest request, IGrainFactory grains, CancellationToken cancellationToken)
    {
        ExperimentState state = await Catalog(grains).CreateAsync(request.ToDefinition(), cancellationToken);
        return Results.Created($"/api/v1/experiments/{state.Definition.Name}", ExperimentResponse.From(state));
    }

    private static async Task<IResult> GetAsync(string experiment, IGrainFactory grains, CancellationToken cancellationToken) =>
        await Experiment(grains, experiment).FindAsync(cancellationToken) is { } state
            ? Results.Ok(ExperimentResponse.From(state))
            : throw RagException.NotFound("experiment", experiment);

    private static async Task<IResult> StopAsync(
        string experiment,
        ExperimentStop? stop,
        IGrainFactory grains,
        CancellationToken cancellationToken
    )
    {
        if (stop?.Reason is { Length: > ReasonLengthMax })
            throw RagException.Invalid("reason", $"A reason has at most {ReasonLengthMax} characters.");
        return Results.Ok(
            ExperimentResponse.From(await Experiment(grains, experiment).StopAsync(stop?.Reason ?? "By command.", cancellationToken))
        );
    }

    private static async Task<IResult> DeleteAsync(string experiment, IGrainFactory grains, CancellationToken cancellationToken)
    {
        await Catalog(grains).RemoveAsync(Names.Experiment(experiment), cancellationToken);
        return Results.NoContent();
    }

    private static IExperimentCatalogGrain Catalog(IGrainFactory grains) => grains.GetGrain<IExperimentCatalogGrain>(Caller.Current.Tenant);

    private static IExperimentGrain Experiment(IGrainFactory grains, string name) =>
        grains.GetGrain<IExperimentGrain>($"{Caller.Current.Tenant}/{Names.Experiment(name)}");
}
