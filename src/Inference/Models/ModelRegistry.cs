namespace RagCluster.Inference.Models;

/// <summary>
/// The models that can be used: those that come with the product, overlaid by those that the user added (an entry of the
/// same name wins). Unchanging; load again after an addition.
/// </summary>
public sealed class ModelRegistry
{
    private readonly Dictionary<string, ModelEntry> _byName;
    private readonly string? _default;
    private readonly string? _defaultMultilingual;
    private readonly string? _defaultReranker;

    private ModelRegistry(List<ModelEntry> models, Defaults defaults, string userFolder)
    {
        Models = models;
        UserFolder = userFolder;
        _byName = models.ToDictionary(model => model.Name, StringComparer.Ordinal);
        (_default, _defaultMultilingual, _defaultReranker) = defaults;
    }

    /// <summary>All models, by name.</summary>
    public IReadOnlyList<ModelEntry> Models { get; }

    /// <summary>The folder of added and pulled models.</summary>
    public string UserFolder { get; }

    /// <summary>The model that an English collection gets when it names none.</summary>
    /// <exception cref="ModelException">No registry names a default that exists.</exception>
    public ModelEntry Default =>
        _default is null
            ? throw new ModelException(ModelFault.NotFound, $"No model is the default: set \"default\" in {RegistryFile.FileName}.")
            : Find(_default);

    /// <summary>The model that a collection of another language, or of several, gets when it names none.</summary>
    /// <exception cref="ModelException">No registry names a default that exists.</exception>
    public ModelEntry DefaultMultilingual => _defaultMultilingual is null ? Default : Find(_defaultMultilingual);

    /// <summary>The reranker of a request that names none.</summary>
    /// <exception cref="ModelException">No registry names one that exists.</exception>
    public ModelEntry DefaultReranker =>
        _defaultReranker is null
            ? throw new ModelException(
                ModelFault.NotFound,
                $"No reranker is the default: set \"defaultReranker\" in {RegistryFile.FileName}."
            )
            : Find(_defaultReranker);

    /// <summary>Reads both registries and checks them.</summary>
    /// <param name="builtInFolder">The folder <c>models</c> of the product.</param>
    /// <param name="userFolder">The folder <c>models</c> of the data directory; need not exist.</param>
    /// <exception cref="ModelException">A registry is malformed; the message names the field and what to write.</exception>
    public static ModelRegistry Load(string builtInFolder, string userFolder)
    {
        RegistryDocument builtIn = RegistryFile.Read(builtInFolder);
        RegistryDocument user = RegistryFile.Read(userFolder);
        SortedDictionary<string, ModelEntry> models = new(StringComparer.Ordinal);
        foreach (ModelEntry entry in builtIn.Models)
            models[entry.Name] = Located(entry, builtInFolder, userFolder);

        foreach (ModelEntry entry in user.Models)
            models[entry.Name] = entry with { Folder = Path.GetFullPath(userFolder), BuiltIn = false };

        return new ModelRegistry(
            [.. models.Values],
            new Defaults(
                user.Default ?? builtIn.Default,
                // Who chose a default of their own chose it for every language, unless they say otherwise.
                user.DefaultMultilingual
                    ?? user.Default
                    ?? builtIn.DefaultMultilingual,
                user.DefaultReranker ?? builtIn.DefaultReranker
            ),
            Path.GetFullPath(userFolder)
        );
    }

    /// <summary>The model of that name.</summary>
    /// <param name="name">The name; null or empty for the default.</param>
    /// <exception cref="ModelException">There is none; the message lists those that are there.</exception>
    public ModelEntry Find(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return Default;

        return _byName.TryGetValue(name, out ModelEntry? entry)
            ? entry
            : throw new ModelException(
                ModelFault.NotFound,
                $"There is no model '{name}'. There are: {string.Join(", ", Models.Select(model => model.Name))}. Others can be "
                    + $"added with 'rag models add'."
            );
    }

    /// <summary>What the product lists but does not bring is pulled into the user's folder.</summary>
    private static ModelEntry Located(ModelEntry entry, string builtInFolder, string userFolder)
    {
        ModelEntry here = entry with { Folder = Path.GetFullPath(builtInFolder) };
        return here.IsInstalled || entry.BuiltIn ? here : entry with { Folder = Path.GetFullPath(userFolder) };
    }

    private sealed record Defaults(string? Embedding, string? Multilingual, string? Reranker);
}
