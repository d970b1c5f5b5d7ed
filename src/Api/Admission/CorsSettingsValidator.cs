using Microsoft.Extensions.Options;

namespace RagCluster.Api.Admission;

/// <summary>Refuses to start with origins that are none.</summary>
internal sealed class CorsSettingsValidator : IValidateOptions<CorsSettings>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, CorsSettings options)
    {
        string[] failures = [.. options.Validate()];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
