namespace Orleans.Core.Internal;

/// <summary>Ends or moves an activation from outside.</summary>
public interface IGrainManagementExtension : IGrainExtension
{
    ValueTask DeactivateOnIdle();

    ValueTask MigrateOnIdle();
}
