using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Inference;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Experiments;
using RagCluster.Grains.Interfaces.Inference;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Grains.Experiments;

/// <summary>
/// Knows the names of a tenant's experiments; what they are, they say themselves. A name is written before its experiment begins: one
/// without an experiment, left by a crash, is passed over and taken by the next of that name.
/// </summary>
internal sealed class ExperimentCatalogGrain([PersistentState("catalog")] IPersistentState<StoredCatalog> state, ChatModel chat)
    : Grain,
        IExperimentCatalogGrain
{
    private const int ExperimentsMax = 200;

    // Every silo asks every two seconds, and what was stopped does not change any more.
    private readonly Dictionary<string, ExperimentState> _over = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<ExperimentState> CreateAsync(ExperimentDefinition definition, CancellationToken cancellationToken)
    {
        await CheckAsync(definition, cancellationToken);
        ExperimentState[] present = await ListAsync(cancellationToken);
        if (
            present.FirstOrDefault(other =>
                other.StoppedAt is null && other.Definition.Collection == definition.Collection && other.Definition.Name != definition.Name
            ) is
            { } running
        )
            throw new RagException(
                ErrorKind.Conflict,
                "experiment-runs",
                $"The experiment '{running.Definition.Name}' runs on this collection; two at once would blur each other. Stop it first."
            );
        if (!state.State.Names.Contains(definition.Name))
        {
            if (present.Length >= ExperimentsMax)
                throw new RagException(
                    ErrorKind.Conflict,
                    "too-many-experiments",
                    $"There are {ExperimentsMax} experiments; remove one that is over."
                );
            state.State.Names = [.. present.Select(other => other.Definition.Name), definition.Name];
            await state.WriteStateAsync(CancellationToken.None);
        }

        return await Experiment(definition.Name).StartAsync(definition, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ExperimentState[]> ListAsync(CancellationToken cancellationToken)
    {
        ExperimentState?[] found = await Task.WhenAll(
            state.State.Names.Where(name => !_over.ContainsKey(name)).Select(name => Experiment(name).FindAsync(cancellationToken))
        );
        ExperimentState[] all = [.. found.OfType<ExperimentState>(), .. _over.Values];
        foreach (ExperimentState experiment in all.Where(experiment => experiment.StoppedAt is not null))
            _over[experiment.Definition.Name] = experiment;
        return [.. all.OrderByDescending(experiment => experiment.CreatedAt)];
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        if (await Experiment(name).FindAsync(cancellationToken) is not { } experiment)
            throw RagException.NotFound("experiment", name);
        if (experiment.StoppedAt is null)
            throw new RagException(ErrorKind.Conflict, "experiment-runs", $"The experiment '{name}' runs; stop it first.");
        _over.Remove(name);
        await Experiment(name).DeleteAsync(cancellationToken);
        state.State.Names = [.. state.State.Names.Where(other => other != name)];
        await state.WriteStateAsync(CancellationToken.None);
    }

    // What an arm names must be here: else each of its queries would fail.
    private async Task CheckAsync(ExperimentDefinition definition, CancellationToken cancellationToken)
    {
        await GrainFactory.GetGrain<ICollectionGrain>(definition.Collection.ToString()).GetAsync(cancellationToken);
        ModelCard[] models = await GrainFactory.GetGrain<IModelRegistryGrain>(IModelRegistryGrain.Key).ListAsync(cancellationToken);
        for (int i = 0; i < definition.Arms.Length; i++)
        {
            QueryOverrides overrides = definition.Arms[i].Overrides;
            SearchOptions set = overrides.Options.Values;
            if (
                set.Retrieval.Reranker is { } reranker
                && !models.Any(model => model.Name == reranker && model.Kind == "rerank" && model.IsAvailable)
            )
                throw RagException.Invalid(
                    $"arms[{i}].overrides.reranker",
                    $"There is no reranker '{reranker}' here; 'rag models list' shows them."
                );
            chat.Check(set.Answer.ChatModel, $"arms[{i}].overrides.chat_model");
            if (
                overrides.Collection is { } name
                && !await ExistsAsync(new CollectionId(definition.Collection.Tenant, name), cancellationToken)
            )
                throw RagException.Invalid($"arms[{i}].overrides.collection", $"There is no collection '{name}'.");
        }
    }

    private async Task<bool> ExistsAsync(CollectionId collection, CancellationToken cancellationToken)
    {
        try
        {
            await GrainFactory.GetGrain<ICollectionGrain>(collection.ToString()).GetAsync(cancellationToken);
            return true;
        }
        catch (RagException missing) when (missing.Kind == ErrorKind.NotFound)
        {
            return false;
        }
    }

    private IExperimentGrain Experiment(string name) => GrainFactory.GetGrain<IExperimentGrain>($"{this.GetPrimaryKeyString()}/{name}");
}
