using System.Text;
using System.Text.Json;
using RagCluster.Backup;
using RagCluster.Backup.Manifests;
using RagCluster.Backup.Taking;
using RagCluster.Silo.Settings;

namespace RagCluster.Silo.Backups;

/// <summary>
/// The files of this node that belong into a backup: its settings without anything secret, the list of models that were added, and the
/// models' files. Shards are not among them: they are made from the store.
/// </summary>
/// <param name="dataFolder">The data folder.</param>
/// <param name="configuration">The settings.</param>
internal sealed class DataFolderFiles(string dataFolder, IConfiguration configuration) : IBackupFiles
{
    private const string Models = "models";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    // Parts of the names of texts that are told to nobody. A number, a time and the path of a file are no secret, whatever they are called.
    private static readonly string[] SecretWords = ["Key", "Secret", "Password", "Token", "ConnectionString", "Webhook", "Redis"];

    /// <inheritdoc/>
    public IReadOnlyList<BackupFile> List(BackupKind kind)
    {
        List<BackupFile> files = [new("settings.json", () => new MemoryStream(Settings()))];
        DirectoryInfo models = new(Path.Combine(dataFolder, Models));
        if (!models.Exists)
            return files;
        files.AddRange(
            models
                .EnumerateFiles("*", SearchOption.AllDirectories)
                .Where(file => kind == BackupKind.Full || file.Name == "registry.json")
                .Select(file => (Path: Path.GetRelativePath(models.FullName, file.FullName).Replace('\\', '/'), File: file))
                .Where(model => !IsUnderWay(model.Path))
                .OrderBy(model => model.Path, StringComparer.Ordinal)
                .Select(model => new BackupFile(
                    $"{Models}/{model.Path}",
                    () => new FileStream(model.File.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
                ))
        );
        return files;
    }

    // A download is begun again; what begins with a dot is the lock of those who add models, and a model that is being added.
    private static bool IsUnderWay(string path) =>
        Path.GetExtension(path) is ".partial" or ".tmp" || path.Split('/').Any(part => part.StartsWith('.'));

    /// <summary>The settings as JSON, by their names with colons.</summary>
    internal byte[] Settings()
    {
        SortedDictionary<string, string> settings = new(StringComparer.Ordinal);
        foreach (IConfigurationSection section in SettingSections.Roots.Select(configuration.GetSection))
        {
            foreach ((string name, string? value) in section.AsEnumerable())
            {
                if (value is not null && !IsSecret(name))
                    settings[name] = value;
            }
        }

        return Encoding.UTF8.GetBytes(JsonSerializer.Serialize(settings, Indented));
    }

    private static bool IsSecret(string name) =>
        SecretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))
        && !name.EndsWith("File", StringComparison.OrdinalIgnoreCase)
        && !name.EndsWith("Files", StringComparison.OrdinalIgnoreCase)
        && SettingSections.TypeOf(name) is not { IsValueType: true };
}
