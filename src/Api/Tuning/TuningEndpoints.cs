using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Auditing;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Operations;
using RagCluster.Grains.Interfaces.Tuning;

namespace RagCluster.Api.Tuning;

/// <summary><c>/api/v1/tuning</c>: what the silos tune of themselves, each change with its reason, and how to take one back.</summary>
internal static class TuningEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder group = api.MapGroup("/tuning").WithTags("Operations").NeedsOperator(Permission.SystemAdmin);
        group.MapGet("/", ListAsync).WithSummary("The knobs of every silo with their changes").Produces<ListResponse<KnobResponse>>();
        group.MapPost("/revert", RevertAsync).WithSummary("Take a change back; the knob then stays").Produces<KnobResponse>();
        group.MapPost("/release", ReleaseAsync).WithSummary("Let a knob be tuned again").Produces<KnobResponse>();
    }

    private static async Task<IResult> ListAsync(IGrainFactory grains, CancellationToken cancellationToken)
    {
        KnobState[][] knobs = await Task.WhenAll(
            (await SilosAsync(grains, cancellationToken)).Select(silo => grains.GetGrain<ITuningGrain>(silo).ListAsync(cancellationToken))
        );
        return Results.Ok(new ListResponse<KnobResponse>([.. knobs.SelectMany(ofSilo => ofSilo).Select(KnobResponse.From)]));
    }

    private static async Task<IResult> RevertAsync(
        KnobRequest request,
        HttpContext context,
        IGrainFactory grains,
        CancellationToken cancellationToken
    )
    {
        int change = request.Change ?? throw RagException.Invalid("change", "Name the change that is to be taken back, by its number.");
        AuditNote.Describe(context, $"{request.Knob} of {request.Silo}, change {change}");
        return Results.Ok(
            KnobResponse.From(
                await (await GrainAsync(request, grains, cancellationToken)).RevertAsync(request.Knob, change, cancellationToken)
            )
        );
    }

    private static async Task<IResult> ReleaseAsync(
        KnobRequest request,
        HttpContext context,
        IGrainFactory grains,
        CancellationToken cancellationToken
    )
    {
        AuditNote.Describe(context, $"{request.Knob} of {request.Silo}");
        return Results.Ok(
            KnobResponse.From(await (await GrainAsync(request, grains, cancellationToken)).ReleaseAsync(request.Knob, cancellationToken))
        );
    }

    // Such a grain runs on the silo of its key and nowhere else, so the silo must be there.
    private static async Task<ITuningGrain> GrainAsync(KnobRequest request, IGrainFactory grains, CancellationToken cancellationToken) =>
        (await SilosAsync(grains, cancellationToken)).Contains(request.Silo)
            ? grains.GetGrain<ITuningGrain>(request.Silo)
            : throw RagException.NotFound("silo", request.Silo);

    private static async Task<string[]> SilosAsync(IGrainFactory grains, CancellationToken cancellationToken) =>
        [
            .. (await grains.GetGrain<IClusterGrain>(0).GetAsync(cancellationToken))
                .Silos.Where(silo => silo.Status == "Active")
                .Select(silo => silo.Address),
        ];
}
