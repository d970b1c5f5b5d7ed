using Microsoft.Extensions.Options;

namespace RagCluster.Api.Limits;

/// <summary>Refuses to start with impossible bulkheads.</summary>
internal sealed class BulkheadOptionsValidator : IValidateOptions<BulkheadOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, BulkheadOptions options)
    {
        string[] failures = [.. options.Validate()];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
