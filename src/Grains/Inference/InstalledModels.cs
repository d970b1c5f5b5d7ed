using RagCluster.Inference.Models;

namespace RagCluster.Grains.Inference;

/// <summary>The registry as it stands: what comes with the product, overlaid by what the user added.</summary>
public sealed class InstalledModels
{
    private readonly string _builtInFolder;
    private readonly string _userFolder;
    private volatile ModelRegistry _registry;

    /// <summary>Reads the registry.</summary>
    /// <param name="builtInFolder">The folder <c>models</c> of the product.</param>
    /// <param name="userFolder">The folder <c>models</c> of the data folder; need not exist.</param>
    /// <exception cref="ModelException">A registry file is malformed.</exception>
    public InstalledModels(string builtInFolder, string userFolder)
    {
        _builtInFolder = builtInFolder;
        _userFolder = userFolder;
        _registry = ModelRegistry.Load(builtInFolder, userFolder);
    }

    /// <summary>The models.</summary>
    public ModelRegistry Registry => _registry;

    /// <summary>
    /// A model by its name. One that is not known may have been added through another silo, into a folder that both read: then the registry
    /// is read again.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="kind">What it must be; null for any kind.</param>
    /// <returns>The model, or null.</returns>
    /// <exception cref="ModelException">A registry file is malformed.</exception>
    public ModelEntry? TryFind(string name, ModelKind? kind)
    {
        if (_registry.Models.All(entry => entry.Name != name))
            Reload();
        return _registry.Models.FirstOrDefault(entry => entry.Name == name && (kind is null || entry.Kind == kind));
    }

    /// <summary>Reads the registry again after an addition.</summary>
    /// <exception cref="ModelException">A registry file is malformed; the old registry stays.</exception>
    public void Reload() => _registry = ModelRegistry.Load(_builtInFolder, _userFolder);
}
