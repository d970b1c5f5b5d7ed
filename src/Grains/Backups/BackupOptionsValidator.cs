using Microsoft.Extensions.Options;
using RagCluster.Backup;

namespace RagCluster.Grains.Backups;

/// <summary>Refuses to start with impossible settings.</summary>
internal sealed class BackupOptionsValidator : IValidateOptions<BackupOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, BackupOptions options)
    {
        string[] failures = [.. options.Validate()];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
