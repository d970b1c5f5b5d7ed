using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Binding;
using RagCluster.Api.Json;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Inference;

namespace RagCluster.Api.Models;

/// <summary><c>/api/v1/models</c>.</summary>
internal static class ModelEndpoints
{
    // Named as the registry's file names them.
    private static readonly JsonSerializerOptions Description = new(ApiJson.Native) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder group = api.MapGroup("/models").WithTags("Models").NeedsOperator(Permission.ModelsManage);
        group
            .MapGet("/", ListAsync)
            .WithSummary("The models that this installation knows")
            .Produces<ListResponse<ModelResponse>>()
            .Needs(Permission.QueryExecute);
        group.MapPost("/{name}/pull", PullAsync).WithSummary("Download a model and verify it").Produces<ModelResponse>();
        group
            .MapPost("/update-all", UpdateAllAsync)
            .WithSummary("Verify every model that is here, and download again what differs from the registry")
            .Produces<ListResponse<ModelUpdateResponse>>();
        group
            .MapPost("/{name}/verify", VerifyAsync)
            .WithSummary("Compare a model's files with the registry's SHA-256 on every silo that runs models")
            .Produces(StatusCodes.Status204NoContent);
        group
            .MapPost("/{name}/load", LoadAsync)
            .WithSummary("Load a model on every silo that runs models")
            .Produces(StatusCodes.Status204NoContent);
        group
            .MapPost("/{name}/unload", UnloadAsync)
            .WithSummary("Take a model out of memory; the next call loads it again")
            .Produces(StatusCodes.Status204NoContent);
        group
            .MapPost("/", AddAsync)
            .WithSummary("Add a model: a form with description (JSON), model and vocabulary (files)")
            .Produces<ModelResponse>(StatusCodes.Status201Created)
            .DisableAntiforgery();
    }

    private static async Task<IResult> ListAsync(IGrainFactory grains, CancellationToken cancellationToken)
    {
        ModelCard[] cards = await Registry(grains).ListAsync(cancellationToken);
        return Results.Ok(new ListResponse<ModelResponse>([.. cards.Select(ModelResponse.From)]));
    }

    private static async Task<IResult> PullAsync(string name, IGrainFactory grains, CancellationToken cancellationToken) =>
        Results.Ok(ModelResponse.From(await Registry(grains).PullAsync(name, cancellationToken)));

    private static async Task<IResult> UpdateAllAsync(IGrainFactory grains, CancellationToken cancellationToken) =>
        Results.Ok(new ListResponse<ModelUpdateResponse>(await ModelUpdates.RunAsync(grains, cancellationToken)));

    private static async Task<IResult> VerifyAsync(string name, IGrainFactory grains, CancellationToken cancellationToken)
    {
        await grains.GetGrain<IInferenceGrain>(0).VerifyAsync(name, cancellationToken);
        return Results.NoContent();
    }

    private static async Task<IResult> LoadAsync(string name, IGrainFactory grains, CancellationToken cancellationToken)
    {
        await grains.GetGrain<IInferenceGrain>(0).LoadAsync(name, cancellationToken);
        return Results.NoContent();
    }

    private static async Task<IResult> UnloadAsync(string name, IGrainFactory grains, CancellationToken cancellationToken)
    {
        await grains.GetGrain<IInferenceGrain>(0).UnloadAsync(name, cancellationToken);
        return Results.NoContent();
    }

    private static async Task<IResult> AddAsync(HttpRequest request, IGrainFactory grains, CancellationToken cancellationToken)
    {
        IFormCollection form = await FormBody.ReadAsync(request, cancellationToken);
        ModelUpload upload = new(
            FormBody.ReadJson(form, "description", typeof(ModelDescription), Description)?.GetRawText()
                ?? throw RagException.Invalid("description", "The description (JSON) is missing."),
            await ReadAsync(form, "model", cancellationToken),
            await ReadAsync(form, "vocabulary", cancellationToken)
        );
        ModelCard card = await Registry(grains).AddAsync(upload, cancellationToken);
        return Results.Created($"/api/v1/models/{card.Name}", ModelResponse.From(card));
    }

    private static async Task<byte[]> ReadAsync(IFormCollection form, string field, CancellationToken cancellationToken)
    {
        IFormFile file = form.Files.GetFile(field) ?? throw RagException.Invalid(field, $"The file '{field}' is missing.");
        byte[] content = new byte[file.Length];
        await using Stream stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(content, cancellationToken);
        return content;
    }

    private static IModelRegistryGrain Registry(IGrainFactory grains) => grains.GetGrain<IModelRegistryGrain>(IModelRegistryGrain.Key);
}
