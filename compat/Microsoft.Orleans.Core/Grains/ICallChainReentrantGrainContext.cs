namespace Orleans.Core.Internal;

/// <summary>An activation that knows which call chains may interleave.</summary>
public interface ICallChainReentrantGrainContext
{
    void OnEnterReentrantSection(Guid reentrancyId);

    void OnExitReentrantSection(Guid reentrancyId);
}
