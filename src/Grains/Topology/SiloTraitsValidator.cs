using Microsoft.Extensions.Options;

namespace RagCluster.Grains.Topology;

/// <summary>Refuses to start with impossible traits.</summary>
internal sealed class SiloTraitsValidator : IValidateOptions<SiloTraits>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SiloTraits options)
    {
        string[] failures = [.. options.Validate()];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
