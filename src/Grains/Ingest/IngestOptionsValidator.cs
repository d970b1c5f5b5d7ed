using Microsoft.Extensions.Options;

namespace RagCluster.Grains.Ingest;

/// <summary>Refuses to start with impossible settings.</summary>
internal sealed class IngestOptionsValidator : IValidateOptions<IngestOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, IngestOptions options)
    {
        string[] failures = [.. options.Validate()];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
